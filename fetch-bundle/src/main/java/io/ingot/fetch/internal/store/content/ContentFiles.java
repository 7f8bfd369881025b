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

/** The held contents, one at a time: whoever asks for one holds its lock, unless there is none to be had. */
public final class ContentFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ContentFiles.class);

    private final StoreLayout folder;
    private final StoreDisk disk;
    private final StoreRecords records;
    private final StoreLocks locks;
    private final Clock clock;
    private final boolean writable;
    private final ContentInspector inspection;

    /** Of one folder. */
    public ContentFiles(StoreFolder store) {
        this.folder = store.layout();
        this.disk = store.disk();
        this.records = store.records();
        this.locks = store.locks();
        this.clock = store.clock();
        this.writable = store.writable();
        this.inspection = new ContentInspector(store);
    }

    /** Whether anything is recorded or dropped. */
    public boolean writable() {
        return writable;
    }

    /** A content that passed the check a moment ago; what has changed since is checked once more. */
    public Optional<SoundContent> still(SoundContent sound, Call call) throws IOException {
        String sha256 = sound.entry().sha256();
        boolean untouched = disk.state(folder.image(sha256)).equals(Optional.of(sound.state()));
        return untouched ? Optional.of(sound) : check(sha256, call);
    }

    /** A content that passes the check before a hit; what does not is dropped. */
    public Optional<SoundContent> check(String sha256, Call call) throws IOException {
        return settle(sha256, inspection.look(sha256, call), call).content();
    }

    /** What the check before a hit would come to, as far as it reads nothing and drops nothing. */
    public FileCondition condition(String sha256) throws IOException {
        Optional<ContentCheck> told = inspection.byTimes(sha256);
        if (told.isEmpty()) {
            return FileCondition.UNCERTAIN;
        }
        return told.get().content().isPresent() ? FileCondition.INTACT : FileCondition.DAMAGED;
    }

    /** A content with digests by these algorithms, too. */
    public Optional<SoundContent> digested(SoundContent sound, List<String> algorithms, Call call) throws IOException {
        List<String> missing = algorithms.stream()
                .filter(algorithm -> sound.digests().stream()
                        .noneMatch(digest -> digest.algorithm().equals(algorithm)))
                .toList();
        if (missing.isEmpty()) {
            return Optional.of(sound);
        }
        String sha256 = sound.entry().sha256();
        List<String> all = new ArrayList<>(missing);
        all.add("sha256");
        return settle(sha256, inspection.read(sha256, all, call), call).content();
    }

    /**
     * Reads a content whole and compares it with every digest that is recorded; drops it if it is damaged.
     *
     * @return what was wrong with it; absent if it is sound or has gone
     */
    public Optional<String> verify(String sha256, Call call) throws IOException {
        List<String> recorded = records.entry(sha256).stream()
                .flatMap(entry -> entry.digests().stream())
                .map(Checksum::algorithm)
                .toList();
        List<String> algorithms = recorded.isEmpty() ? List.of("sha256") : DigestReader.computable(recorded);
        return settle(sha256, inspection.read(sha256, algorithms, call), call).damage();
    }

    /** Records that a content is used now, and how its file is after a link of ours. */
    public void used(SoundContent sound, List<Checksum> more) {
        try {
            Optional<FileState> now = disk.state(folder.image(sound.entry().sha256()));
            if (now.isPresent() && sameBytes(now.get(), sound.state())) {
                record(sound.entry().sha256(), now.get(), more);
            }
        } catch (IOException e) {
            notRecorded(sound.entry().sha256(), e);
        }
    }

    /**
     * Makes a change to names of a content's file, and records the state of the file afterwards, if it was as recorded right
     * before: whatever else had changed it stays unexplained.
     */
    public void changeNames(String sha256, ImageStore.NameChange change) throws IOException {
        Optional<SoundContent> before = soundByTimes(sha256);
        change.make();
        before.ifPresent(sound -> used(sound, sound.more()));
    }

    private Optional<SoundContent> soundByTimes(String sha256) {
        try {
            return inspection.byTimes(sha256).flatMap(ContentCheck::content);
        } catch (IOException e) {
            notRecorded(sha256, e);
            return Optional.empty();
        }
    }

    private void record(String sha256, FileState state, List<Checksum> more) {
        if (!writable) {
            return;
        }
        try {
            records.witness(sha256, FileFingerprint.of(state, more), clock.instant());
        } catch (IOException e) {
            notRecorded(sha256, e);
        }
    }

    private static boolean sameBytes(FileState now, FileState before) {
        return now.sameFile(before)
                && now.size() == before.size()
                && now.modified().equals(before.modified());
    }

    private static void notRecorded(String sha256, IOException cause) {
        LOG.warn("how {} was handed out is not recorded; it may be read anew: {}", sha256, cause.toString());
    }

    /** Drops a content and all that is known of it; files of nodes stay. */
    public void drop(String sha256, ReferenceIndex namings, Call call) throws IOException {
        disk.delete(folder.image(sha256));
        disk.delete(folder.witness(sha256));
        for (ReferenceSummary naming : namings.of(sha256)) {
            forget(naming, call);
        }
        disk.delete(folder.entry(sha256));
    }

    /** Forgets what a key names, unless it names something else meanwhile. */
    public void forget(ReferenceSummary naming, Call call) throws IOException {
        try (HeldLock held = locks.reference(naming.key(), call)) {
            if (stands(naming)) {
                disk.delete(folder.reference(naming.key()));
            }
        }
    }

    private boolean stands(ReferenceSummary naming) throws IOException {
        Optional<FileState> file = disk.state(folder.reference(naming.key()));
        return file.equals(Optional.of(naming.file()))
                || records.reference(naming.key())
                        .map(now -> now.sha256().equals(naming.sha256()))
                        .orElse(true);
    }

    private ContentCheck settle(String sha256, ContentCheck finding, Call call) throws IOException {
        if (finding.damage().isPresent()) {
            LOG.warn(
                    "the held content {} is {}: {}",
                    sha256,
                    writable ? "dropped" : "not handed out",
                    finding.damage().get());
            if (writable) {
                drop(sha256, new ReferenceIndex(records), call);
            }
        } else if (finding.content().isPresent() && finding.news()) {
            SoundContent sound = finding.content().get();
            record(sha256, sound.state(), sound.more());
        }
        return finding;
    }
}
