// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import io.ingot.common.file.FileState;
import io.ingot.common.json.BoundedJson;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records of a store. A damaged record counts as absent. Safe for concurrent use. */
public final class StoreRecords {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRecords.class);
    private static final int MAX_BYTES = 256 * 1024;
    private static final BoundedJson JSON = new BoundedJson(MAX_BYTES, 8);

    private final RecordParser<ContentRecord> entries = new RecordParser<>(JSON, ContentRecord::read);
    private final RecordParser<ReferenceRecord> references = new RecordParser<>(JSON, ReferenceRecord::read);
    private final RecordParser<FileFingerprint> fingerprints = new RecordParser<>(JSON, FileFingerprint::read);
    private final StoreLayout layout;
    private final StoreDisk disk;
    private final Scratch scratch;

    /** Reads nothing yet. */
    public StoreRecords(StoreLayout folder, StoreDisk disk, Scratch scratch) {
        this.layout = folder;
        this.disk = disk;
        this.scratch = scratch;
    }

    /** Returns the record of an image. */
    public Optional<ContentRecord> entry(String sha256) throws IOException {
        return read(layout.entry(sha256), entries)
                .filter(entry -> entry.sha256().equals(sha256));
    }

    /** Returns the record of a key. */
    public Optional<ReferenceRecord> reference(String key) throws IOException {
        return read(layout.reference(key), references)
                .filter(reference -> reference.key().equals(key));
    }

    /** Returns the last fingerprint of an image. */
    public Optional<FileFingerprint> fingerprint(String sha256) throws IOException {
        return read(layout.fingerprint(sha256), fingerprints);
    }

    /** Returns when an image was last used, if it is known. */
    public Optional<Instant> lastUsed(String sha256) throws IOException {
        return disk.state(layout.fingerprint(sha256)).map(FileState::modified);
    }

    /** Reads all reference records. */
    List<ReferenceSummary> summaries() throws IOException {
        List<ReferenceSummary> all = new ArrayList<>();
        for (String name : disk.names(layout.references())) {
            Optional<String> key = StoreLayout.keyOfRecord(name);
            Optional<FileState> file = key.isPresent() ? disk.state(layout.reference(key.get())) : Optional.empty();
            if (key.isPresent() && file.isPresent()) {
                reference(key.get())
                        .map(record -> ReferenceSummary.of(record, file.get()))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** Writes the record of an image to disk, not yet published. */
    public Scratch.Draft draft(ContentRecord entry) throws IOException {
        return scratch.draftDurably(layout.entry(entry.sha256()), JSON.writeIndented(entry.write()));
    }

    /** Writes the record of a key to disk, not yet published; absent if it is too large to be read back. */
    public Optional<Scratch.Draft> draft(ReferenceRecord reference) throws IOException {
        byte[] bytes = JSON.writeIndented(reference.write());
        if (bytes.length > MAX_BYTES) {
            LOG.warn(
                    "{} is not recorded: its record has {} bytes, at most " + MAX_BYTES + " are read",
                    reference.displayReference(),
                    bytes.length);
            return Optional.empty();
        }
        return Optional.of(scratch.draftDurably(layout.reference(reference.key()), bytes));
    }

    /** Records the fingerprint of an image, and that it is used now. The caller holds the lock of the image. */
    public void recordFingerprint(String sha256, FileFingerprint fingerprint, Instant now) throws IOException {
        scratch.replaceWithoutFlush(layout.fingerprint(sha256), JSON.writeIndented(fingerprint.write()));
        disk.touch(layout.fingerprint(sha256), now);
    }

    private <T> Optional<T> read(Path file, RecordParser<T> parser) throws IOException {
        Optional<byte[]> bytes = disk.read(file, MAX_BYTES);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(file, bytes.get()));
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            LOG.warn("{} is damaged and ignored: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
