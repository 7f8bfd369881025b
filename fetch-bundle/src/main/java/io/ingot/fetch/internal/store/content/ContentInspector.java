// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.common.file.FileState;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.record.ContentRecord;
import io.ingot.fetch.internal.store.record.FileFingerprint;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.fetch.internal.store.record.StoreRecords;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether an image is as it was recorded: by size, inode, time of modification, and time of change (ctime),
 * which programs cannot set. Where these do not decide, the image is read. The caller holds the lock of the image.
 */
final class ContentInspector {
    private static final String SHA256 = "sha256";

    private final StoreLayout layout;
    private final StoreDisk disk;
    private final StoreRecords records;
    private final Pipelines pipelines;

    ContentInspector(StoreFolder store) {
        this.layout = store.layout();
        this.disk = store.disk();
        this.records = store.records();
        this.pipelines = store.pipelines();
    }

    /** Checks an image by its times, and reads it if they do not decide. */
    ContentCheck inspect(String sha256, Call call) throws IOException {
        Optional<ContentCheck> result = inspectTimes(sha256);
        return result.isPresent() ? result.get() : read(sha256, List.of(SHA256), call);
    }

    /** Checks an image by size and times; absent if it must be read. */
    Optional<ContentCheck> inspectTimes(String sha256) throws IOException {
        Optional<FileState> state = disk.state(layout.image(sha256));
        Optional<ContentRecord> entry = records.entry(sha256);
        if (state.isEmpty() || entry.isEmpty()) {
            return Optional.of(incomplete(sha256, state.isPresent()));
        }
        if (state.get().size() != entry.get().size()) {
            return Optional.of(ContentCheck.damaged(sizeMismatch(state.get(), entry.get())));
        }
        Optional<FileFingerprint> fingerprint = records.fingerprint(sha256);
        if (fingerprint.isEmpty()) {
            return Optional.empty();
        }
        if (fingerprint.get().isModified(state.get())) {
            return Optional.of(
                    ContentCheck.damaged("modified at " + state.get().modified().truncatedTo(ChronoUnit.SECONDS)));
        }
        boolean unchanged = fingerprint.get().isUnchanged(state.get());
        if (unchanged || fingerprint.get().hasOnlyLinkChanges(state.get())) {
            CheckedContent content =
                    new CheckedContent(entry.get(), fingerprint.get().digests(), state.get());
            return Optional.of(ContentCheck.passed(content, !unchanged));
        }
        return Optional.empty();
    }

    /** Checks an image by reading every byte. */
    ContentCheck read(String sha256, List<String> algorithms, Call call) throws IOException {
        Optional<FileState> state = disk.state(layout.image(sha256));
        Optional<ContentRecord> entry = records.entry(sha256);
        if (state.isEmpty() || entry.isEmpty()) {
            return incomplete(sha256, state.isPresent());
        }
        if (state.get().size() != entry.get().size()) {
            return ContentCheck.damaged(sizeMismatch(state.get(), entry.get()));
        }
        List<Checksum> laterDigests =
                records.fingerprint(sha256).map(FileFingerprint::digests).orElse(List.of());
        return read(new CheckedContent(entry.get(), laterDigests, state.get()), algorithms, call);
    }

    private ContentCheck incomplete(String sha256, boolean exists) throws IOException {
        if (exists) {
            return ContentCheck.damaged("its record is missing");
        }
        boolean recorded = records.entry(sha256).isPresent();
        return recorded ? ContentCheck.damaged("its file is missing") : ContentCheck.absent();
    }

    private ContentCheck read(CheckedContent content, List<String> algorithms, Call call) throws IOException {
        String sha256 = content.entry().sha256();
        List<Checksum> computed;
        try (FileChannel file = disk.open(layout.image(sha256))) {
            computed = DigestReader.digests(file, algorithms, pipelines, call);
        }
        Optional<FileState> after = disk.state(layout.image(sha256));
        if (after.isEmpty() || !after.get().equals(content.state())) {
            return ContentCheck.damaged("modified while it was read");
        }
        for (Checksum known : content.digests()) {
            Optional<Checksum> other = computed.stream()
                    .filter(sum -> sum.algorithm().equals(known.algorithm()) && !sum.equals(known))
                    .findFirst();
            if (other.isPresent()) {
                return ContentCheck.damaged(
                        known.algorithm() + " is " + other.get().hex() + ", expected " + known.hex());
            }
        }
        return ContentCheck.passed(
                new CheckedContent(content.entry(), merged(content, computed), content.state()), true);
    }

    private static List<Checksum> merged(CheckedContent content, List<Checksum> computed) {
        List<Checksum> all = new ArrayList<>(content.laterDigests());
        computed.stream().filter(sum -> !content.digests().contains(sum)).forEach(all::add);
        return all;
    }

    private static String sizeMismatch(FileState state, ContentRecord entry) {
        return "size is " + state.size() + " bytes, expected " + entry.size();
    }
}
