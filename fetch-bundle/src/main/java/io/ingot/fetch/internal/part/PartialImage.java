// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.source.Provenance;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An image that is put together in a part: which of its bytes are there, where they came from, how far they are hashed. If
 * the part has a journal, what is there outlives the process.
 *
 * <p>{@link #write}, and what asks for the bytes that are there, are safe for concurrent use; all else is used by one thread
 * while nobody writes.
 */
public final class PartialImage implements AutoCloseable {
    private static final int PIECE_BYTES = 64 * 1024;

    private final Part part;
    private final Ranges there = new Ranges(); // guarded by itself
    private final Map<Long, UnitDigest> begun =
            new HashMap<>(); // guarded by itself, but for what a writer adds to its own
    private @Nullable RecoveredUnits unchecked; // guarded by there
    private @Nullable Provenance origin;
    private @Nullable Journal journal;
    private Hashing hashing;
    private OptionalLong size = OptionalLong.empty();
    private boolean opened;
    private volatile boolean isMixed;

    /** Nothing of the part is believed yet. */
    public PartialImage(Part part, ResolvedSource leaf) {
        this.part = part;
        this.hashing = new Hashing(leaf.expectation().algorithms());
    }

    /** The file. */
    public Part part() {
        return part;
    }

    /** The digests. */
    public Hashing hashing() {
        return hashing;
    }

    /** Has the next bytes begin anew. */
    public void discard() {
        origin = null;
        isMixed = false;
    }

    /**
     * Makes ready for bytes of a leaf: what is there stays if it may be joined with them, or else is dropped.
     *
     * @return how many bytes are there
     */
    public long prepare(ResolvedSource leaf) throws ImageException {
        if (!opened) {
            opened = true;
            survive(leaf);
        }
        if (presentBytes() == 0 || !goesOn(leaf)) {
            restart(leaf);
        } else if (!hashing.covers(leaf.expectation().algorithms())) {
            hashing = new Hashing(leaf.expectation().algorithms());
        }
        return presentBytes();
    }

    /** Drops all, journal first: the part is used for something else. */
    public void restart() throws ImageException {
        discard();
        forget();
        part.restart();
    }

    /**
     * Hears that the bytes are of several versions: from now on only a strong digest of the whole joins them. Safe for
     * concurrent use.
     */
    public void markMixed() {
        synchronized (there) {
            if (isMixed) {
                return;
            }
            isMixed = true;
            origin = null;
        }
        if (journal != null) {
            journal.mixed();
        }
    }

    /** Whether the bytes are of several versions. */
    public boolean isMixed() {
        return isMixed;
    }

    /** Writes bytes in their place. */
    public void write(long offset, byte[] bytes, int length) throws ImageException {
        part.write(offset, bytes, 0, length);
        if (journal != null) {
            note(journal, offset, bytes, length);
        }
        synchronized (there) {
            there.add(offset, offset + length);
            there.notifyAll();
        }
    }

    /** How many bytes are there. */
    public long presentBytes() {
        synchronized (there) {
            return there.total();
        }
    }

    /** How far the bytes reach from this one on without a gap. */
    public long presentEnd(long offset) {
        synchronized (there) {
            return there.contiguousEnd(offset);
        }
    }

    /** The same, as soon as there is more than this one, or after some time. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, and looks at more than one condition
    long awaitBeyond(long offset, long millis) throws InterruptedException {
        synchronized (there) {
            if (there.contiguousEnd(offset) == offset) {
                there.wait(millis);
            }
            return there.contiguousEnd(offset);
        }
    }

    /** What is missing of an image of this size. */
    public List<Range> missing(long bytes) {
        synchronized (there) {
            return there.missing(bytes);
        }
    }

    /**
     * Compares the unit of a byte with what the journal says of it, if an earlier process left it.
     *
     * @return what is damaged: it is missing from now on
     */
    Optional<Range> check(long offset, long bytes) throws ImageException {
        int unit = (int) Units.of(offset);
        RecoveredUnits survivors;
        synchronized (there) {
            survivors = unchecked;
            if (survivors == null || !survivors.units().get(unit)) {
                return Optional.empty();
            }
        }
        Range range = Units.range(unit, bytes);
        boolean good = digest(range) == survivors.digest(unit);
        synchronized (there) {
            survivors.units().clear(unit);
            if (!good) {
                there.remove(range.from(), range.to());
            }
        }
        return good ? Optional.empty() : Optional.of(range);
    }

    /** The digests of the whole, which has this size; to be asked for once. */
    public List<Checksum> finish(long bytes) throws ImageException {
        part.length(bytes);
        return hashing.finish();
    }

    /** Ends the journal; what it says stays. */
    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }

    /** Believes, for now, what a journal says that fits the leaf. */
    private void survive(ResolvedSource leaf) {
        Optional<Path> path = part.journal();
        if (path.isEmpty() || leaf.size().isEmpty()) {
            return;
        }
        long bytes = leaf.size().getAsLong();
        RecoveredUnits found = Journal.read(path.get(), bytes).orElse(null);
        if (found == null) {
            return;
        }
        origin = found.origin().orElse(null);
        isMixed = origin == null;
        size = leaf.size();
        journal = Journal.goOn(path.get(), found).orElse(null);
        if (journal == null || !goesOn(leaf)) {
            discard();
            return;
        }
        synchronized (there) {
            found.units().stream()
                    .mapToObj(unit -> Units.range(unit, bytes))
                    .forEach(unit -> there.add(unit.from(), unit.to()));
            unchecked = found;
        }
    }

    /** Notes as well that what follows may no longer be joined by its version. */
    private boolean goesOn(ResolvedSource leaf) {
        Provenance before = origin;
        if ((before == null && !isMixed) || !sizeFits(leaf)) {
            return false;
        }
        if (before != null && before.promises(leaf.origin())) {
            return true;
        }
        if (!leaf.expectation().strong()) {
            return false;
        }
        markMixed();
        return true;
    }

    /** Without a size there is one stream, which can only go on where its digests are. */
    private boolean sizeFits(ResolvedSource leaf) {
        if (leaf.size().isEmpty()) {
            return size.isEmpty()
                    && hashing.position() == presentBytes()
                    && hashing.covers(leaf.expectation().algorithms());
        }
        return size.isEmpty() || size.equals(leaf.size());
    }

    private void restart(ResolvedSource leaf) throws ImageException {
        restart();
        hashing = new Hashing(leaf.expectation().algorithms());
        origin = leaf.origin();
        size = leaf.size();
        if (part.journal().isPresent() && size.isPresent()) {
            journal = Journal.begin(part.journal().get(), size.getAsLong(), leaf.origin())
                    .orElse(null);
        }
    }

    private void forget() throws ImageException {
        close();
        journal = null;
        begun.clear();
        synchronized (there) {
            there.clear();
            unchecked = null;
        }
        if (part.journal().isPresent()) {
            try {
                Journal.drop(part.journal().get());
            } catch (IOException e) {
                throw new ImageException(
                        ErrorCode.LOCAL_IO,
                        "emptying " + part.journal().get() + " failed: " + ImageException.reason(e),
                        e);
            }
        }
    }

    private void note(Journal into, long offset, byte[] bytes, int length) {
        int done = 0;
        while (done < length) {
            long unit = Units.of(offset + done);
            Range range = Units.range(unit, size.orElse(Long.MAX_VALUE));
            int count = (int) Math.min(length - done, range.to() - offset - done);
            UnitDigest digest = begun(unit);
            if (range.from() + digest.length() == offset + done) {
                digest.add(bytes, done, count);
            }
            if (digest.length() == range.length()) {
                into.unit(unit, digest.length(), digest.value());
                synchronized (begun) {
                    begun.remove(unit);
                }
            }
            done += count;
        }
    }

    private UnitDigest begun(long unit) {
        synchronized (begun) {
            return begun.computeIfAbsent(unit, none -> new UnitDigest());
        }
    }

    private long digest(Range range) throws ImageException {
        UnitDigest digest = new UnitDigest();
        byte[] piece = new byte[PIECE_BYTES];
        while (digest.length() < range.length()) {
            int count = (int) Math.min(piece.length, range.length() - digest.length());
            part.read(range.from() + digest.length(), piece, 0, count);
            digest.add(piece, 0, count);
        }
        return digest.value();
    }
}
