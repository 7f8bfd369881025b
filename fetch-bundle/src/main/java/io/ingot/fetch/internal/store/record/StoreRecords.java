// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.file.FileState;
import io.ingot.common.json.BoundedJson;
import io.ingot.common.json.JsonFields;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of one store. A record that is damaged counts as absent. Safe for concurrent use. */
public final class StoreRecords {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRecords.class);
    private static final int MOST_BYTES = 256 * 1024;
    private static final BoundedJson JSON = new BoundedJson(MOST_BYTES, 8);

    private final StoreLayout folder;
    private final StoreDisk disk;
    private final Scratch scratch;

    /** Reads nothing yet. */
    public StoreRecords(StoreLayout folder, StoreDisk disk, Scratch scratch) {
        this.folder = folder;
        this.disk = disk;
        this.scratch = scratch;
    }

    /** What is known of a content. */
    public Optional<ContentRecord> entry(String sha256) throws IOException {
        return read(folder.entry(sha256), ContentRecord::read)
                .filter(entry -> entry.sha256().equals(sha256));
    }

    /** What a key names. */
    public Optional<ReferenceRecord> reference(String key) throws IOException {
        return read(folder.reference(key), ReferenceRecord::read)
                .filter(reference -> reference.key().equals(key));
    }

    /** How a content was found last. */
    public Optional<FileFingerprint> witness(String sha256) throws IOException {
        return read(folder.witness(sha256), FileFingerprint::read);
    }

    /** When a content was last handed out, as far as that is known. */
    public Optional<Instant> lastUsed(String sha256) throws IOException {
        return disk.state(folder.witness(sha256)).map(FileState::modified);
    }

    /** What all keys name. */
    List<ReferenceSummary> namings() throws IOException {
        List<ReferenceSummary> all = new ArrayList<>();
        for (String name : disk.names(folder.references())) {
            Optional<String> key = StoreLayout.keyOfRecord(name);
            Optional<FileState> file = key.isPresent() ? disk.state(folder.reference(key.get())) : Optional.empty();
            if (key.isPresent() && file.isPresent()) {
                reference(key.get())
                        .map(known -> ReferenceSummary.of(known, file.get()))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** What is to be known of a content, whole on disk, not yet in its place. */
    public Scratch.Draft draft(ContentRecord entry) throws IOException {
        return scratch.draftDurably(folder.entry(entry.sha256()), JSON.writeIndented(entry.write()));
    }

    /** What a key is to name, whole on disk, not yet in its place; absent if it is too large to be read back. */
    public Optional<Scratch.Draft> draft(ReferenceRecord reference) throws IOException {
        byte[] bytes = JSON.writeIndented(reference.write());
        if (bytes.length > MOST_BYTES) {
            LOG.warn("what is known of {} is not recorded: it takes {} bytes", reference.shown(), bytes.length);
            return Optional.empty();
        }
        return Optional.of(scratch.draftDurably(folder.reference(reference.key()), bytes));
    }

    /** Records how a content was found, and that it is used now. Whoever does holds the content's lock. */
    public void witness(String sha256, FileFingerprint witness, Instant now) throws IOException {
        scratch.replaceAtLeisure(folder.witness(sha256), JSON.writeIndented(witness.write()));
        disk.touch(folder.witness(sha256), now);
    }

    private <T> Optional<T> read(Path file, Function<JsonFields, T> reader) throws IOException {
        Optional<byte[]> bytes = disk.read(file, MOST_BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(new JsonFields(JSON.read(bytes.get()))));
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            LOG.warn("{} is damaged and counts as absent: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
