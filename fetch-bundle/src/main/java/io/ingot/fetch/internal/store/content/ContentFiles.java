// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.record.FileFingerprint;
import io.ingot.fetch.internal.store.record.ReferenceIndex;
import io.ingot.fetch.internal.store.record.ReferenceSummary;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.store.ImageStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of stored images. The caller holds the lock of the image, except in a read-only store, which has no locks.
 */
public final class ContentFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ContentFiles.class);

    private final StoreLayout layout;
    private final StoreDisk disk;
    private final StoreRecords records;
    private final StoreLocks locks;
    private final Clock clock;
    private final boolean writable;
    private final ContentInspector inspector;

    /** Works on the given folder. */
    public ContentFiles(StoreFolder store) {
        this.layout = store.layout();
        this.disk = store.disk();
        this.records = store.records();
        this.locks = store.locks();
        this.clock = store.clock();
        this.writable = store.isWritable();
        this.inspector = new ContentInspector(store);
    }

    /** Returns whether images can be dropped and their use recorded. */
    public boolean isWritable() {
        return writable;
    }

    /** Repeats the check of an image if its file has changed since. */
    public Optional<CheckedContent> recheck(CheckedContent content, Call call) throws IOException {
        String sha256 = content.entry().sha256();
        boolean untouched = disk.state(layout.image(sha256)).equals(Optional.of(content.state()));
        return untouched ? Optional.of(content) : check(sha256, call);
    }

    /** Checks an image before it is used, and drops it if it is damaged. */
    public Optional<CheckedContent> check(String sha256, Call call) throws IOException {
        return apply(sha256, inspector.inspect(sha256, call), call).content();
    }

    /** Predicts the result of {@link #check} from size and times. Reads and drops nothing. */
    public FileCondition condition(String sha256) throws IOException {
        Optional<ContentCheck> result = inspector.inspectTimes(sha256);
        if (result.isEmpty()) {
            return FileCondition.UNCERTAIN;
        }
        return result.get().content().isPresent() ? FileCondition.INTACT : FileCondition.DAMAGED;
    }

    /** Returns an image with digests by these algorithms. Reads the image if one is missing. */
    public Optional<CheckedContent> withDigests(CheckedContent content, List<String> algorithms, Call call)
            throws IOException {
        List<String> missing = algorithms.stream()
                .filter(algorithm -> content.digests().stream()
                        .noneMatch(digest -> digest.algorithm().equals(algorithm)))
                .toList();
        if (missing.isEmpty()) {
            return Optional.of(content);
        }
        String sha256 = content.entry().sha256();
        List<String> all = new ArrayList<>(missing);
        all.add("sha256");
        return apply(sha256, inspector.read(sha256, all, call), call).content();
    }

    /**
     * Reads an image and compares it with every recorded digest; drops it if it is damaged.
     *
     * @return the damage; absent if the image is intact or not in the store
     */
    public Optional<String> verify(String sha256, Call call) throws IOException {
        List<String> recorded = records.entry(sha256).stream()
                .flatMap(entry -> entry.digests().stream())
                .map(Checksum::algorithm)
                .toList();
        List<String> algorithms = recorded.isEmpty() ? List.of("sha256") : DigestReader.available(recorded);
        return apply(sha256, inspector.read(sha256, algorithms, call), call).damage();
    }

    /** Records that an image is used now, and the state of its file after this process linked it. */
    public void recordUse(CheckedContent content, List<Checksum> laterDigests) {
        try {
            Optional<FileState> now = disk.state(layout.image(content.entry().sha256()));
            if (now.isPresent() && hasSameBytes(now.get(), content.state())) {
                record(content.entry().sha256(), now.get(), laterDigests);
            }
        } catch (IOException e) {
            warnNotRecorded(content.entry().sha256(), e);
        }
    }

    /**
     * Changes names of an image's file, and then records the state of the file, provided that it was as recorded
     * before. Any other change of the file stays unexplained, so that the next check reads the image.
     */
    public void changeNames(String sha256, ImageStore.NameChange change) throws IOException {
        Optional<CheckedContent> before = intactByTimes(sha256);
        change.make();
        before.ifPresent(content -> recordUse(content, content.laterDigests()));
    }

    private Optional<CheckedContent> intactByTimes(String sha256) {
        try {
            return inspector.inspectTimes(sha256).flatMap(ContentCheck::content);
        } catch (IOException e) {
            warnNotRecorded(sha256, e);
            return Optional.empty();
        }
    }

    private void record(String sha256, FileState state, List<Checksum> laterDigests) {
        if (!writable) {
            return;
        }
        try {
            records.recordFingerprint(sha256, FileFingerprint.of(state, laterDigests), clock.instant());
        } catch (IOException e) {
            warnNotRecorded(sha256, e);
        }
    }

    private static boolean hasSameBytes(FileState now, FileState before) {
        return now.sameFile(before)
                && now.size() == before.size()
                && now.modified().equals(before.modified());
    }

    private static void warnNotRecorded(String sha256, IOException cause) {
        LOG.warn(
                "the use of image {} could not be recorded; it may be read before its next use: {}",
                sha256,
                cause.toString());
    }

    /** Drops an image and its records; files of nodes stay. */
    public void drop(String sha256, ReferenceIndex index, Call call) throws IOException {
        disk.delete(layout.image(sha256));
        disk.delete(layout.fingerprint(sha256));
        for (ReferenceSummary reference : index.of(sha256)) {
            forget(reference, call);
        }
        disk.delete(layout.entry(sha256));
    }

    /** Deletes the record of a reference, unless it names another image meanwhile. */
    public void forget(ReferenceSummary reference, Call call) throws IOException {
        try (HeldLock lock = locks.reference(reference.key(), call)) {
            if (isCurrent(reference)) {
                disk.delete(layout.reference(reference.key()));
            }
        }
    }

    private boolean isCurrent(ReferenceSummary reference) throws IOException {
        Optional<FileState> file = disk.state(layout.reference(reference.key()));
        return file.equals(Optional.of(reference.file()))
                || records.reference(reference.key())
                        .map(now -> now.sha256().equals(reference.sha256()))
                        .orElse(true);
    }

    private ContentCheck apply(String sha256, ContentCheck result, Call call) throws IOException {
        if (result.damage().isPresent()) {
            LOG.warn(
                    "stored image {} is damaged and {}: {}",
                    sha256,
                    writable ? "dropped" : "not used",
                    result.damage().get());
            if (writable) {
                drop(sha256, new ReferenceIndex(records), call);
            }
        } else if (result.content().isPresent() && result.fingerprintChanged()) {
            CheckedContent content = result.content().get();
            record(sha256, content.state(), content.laterDigests());
        }
        return result;
    }
}
