// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.content;

import io.ingot.common.file.FileState;
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
 * Looks whether a content is as it was recorded: by size, file, time of its bytes' last change, and time of any change,
 * which nobody can set. What these leave open is decided by reading it. Whoever asks holds the content's lock.
 */
final class ContentInspector {
    private static final String SHA256 = "sha256";

    private final StoreLayout folder;
    private final StoreDisk disk;
    private final StoreRecords records;

    ContentInspector(StoreFolder store) {
        this.folder = store.layout();
        this.disk = store.disk();
        this.records = store.records();
    }

    /** What was found, by times where they tell. */
    ContentCheck look(String sha256, Call call) throws IOException {
        Optional<ContentCheck> told = byTimes(sha256);
        return told.isPresent() ? told.get() : read(sha256, List.of(SHA256), call);
    }

    /** What size and times tell; absent if only reading it can tell. */
    Optional<ContentCheck> byTimes(String sha256) throws IOException {
        Optional<FileState> state = disk.state(folder.image(sha256));
        Optional<ContentRecord> entry = records.entry(sha256);
        if (state.isEmpty() || entry.isEmpty()) {
            return Optional.of(incomplete(sha256, state.isPresent()));
        }
        if (state.get().size() != entry.get().size()) {
            return Optional.of(ContentCheck.damaged(size(state.get(), entry.get())));
        }
        Optional<FileFingerprint> witness = records.witness(sha256);
        if (witness.isEmpty()) {
            return Optional.empty();
        }
        if (witness.get().writtenTo(state.get())) {
            return Optional.of(ContentCheck.damaged(
                    "it was written to at " + state.get().modified().truncatedTo(ChronoUnit.SECONDS)));
        }
        boolean unchanged = witness.get().unchanged(state.get());
        if (unchanged || witness.get().onlyLinksChanged(state.get())) {
            SoundContent sound = new SoundContent(entry.get(), witness.get().digests(), state.get());
            return Optional.of(ContentCheck.sound(sound, !unchanged));
        }
        return Optional.empty();
    }

    /** What was found by reading every byte. */
    ContentCheck read(String sha256, List<String> algorithms, Call call) throws IOException {
        Optional<FileState> state = disk.state(folder.image(sha256));
        Optional<ContentRecord> entry = records.entry(sha256);
        if (state.isEmpty() || entry.isEmpty()) {
            return incomplete(sha256, state.isPresent());
        }
        if (state.get().size() != entry.get().size()) {
            return ContentCheck.damaged(size(state.get(), entry.get()));
        }
        List<Checksum> more =
                records.witness(sha256).map(FileFingerprint::digests).orElse(List.of());
        return read(new SoundContent(entry.get(), more, state.get()), algorithms, call);
    }

    private ContentCheck incomplete(String sha256, boolean there) throws IOException {
        if (there) {
            return ContentCheck.damaged("nothing is recorded of it");
        }
        boolean anything = records.entry(sha256).isPresent();
        return anything ? ContentCheck.damaged("its file is missing") : ContentCheck.absent();
    }

    private ContentCheck read(SoundContent sound, List<String> algorithms, Call call) throws IOException {
        String sha256 = sound.entry().sha256();
        List<Checksum> found;
        try (FileChannel file = disk.open(folder.image(sha256))) {
            found = DigestReader.digests(file, algorithms, call);
        }
        Optional<FileState> after = disk.state(folder.image(sha256));
        if (after.isEmpty() || !after.get().equals(sound.state())) {
            return ContentCheck.damaged("it was written to while it was read");
        }
        for (Checksum known : sound.digests()) {
            Optional<Checksum> other = found.stream()
                    .filter(sum -> sum.algorithm().equals(known.algorithm()) && !sum.equals(known))
                    .findFirst();
            if (other.isPresent()) {
                return ContentCheck.damaged(
                        "its " + known.algorithm() + " is " + other.get().hex() + ", recorded was " + known.hex());
            }
        }
        return ContentCheck.sound(new SoundContent(sound.entry(), merged(sound, found), sound.state()), true);
    }

    private static List<Checksum> merged(SoundContent sound, List<Checksum> found) {
        List<Checksum> all = new ArrayList<>(sound.more());
        found.stream().filter(sum -> !sound.digests().contains(sum)).forEach(all::add);
        return all;
    }

    private static String size(FileState state, ContentRecord entry) {
        return "it has " + state.size() + " bytes, recorded were " + entry.size();
    }
}
