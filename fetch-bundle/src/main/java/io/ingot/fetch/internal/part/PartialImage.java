// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.part;

import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.source.Provenance;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An image that is being received into a part: which bytes are present, where they came from, and how far they are
 * hashed. If the part has a journal, the present bytes outlive the process.
 *
 * <p>{@link #write} and the methods that query the present bytes are safe for concurrent use. All other methods are for
 * one thread, while no other thread writes.
 */
public final class PartialImage implements AutoCloseable {
    private final Part part;
    private final Ranges present = new Ranges(); // guarded by itself
    private final Map<Long, UnitDigest> unitDigests =
            new HashMap<>(); // guarded by itself; each digest is used by the writer of its unit only
    private @Nullable RecoveredUnits unchecked; // guarded by present
    private @Nullable Provenance origin;
    private @Nullable Journal journal;
    private Hashing hashing;
    private OptionalLong size = OptionalLong.empty();
    private boolean opened;
    private volatile boolean mixed;

    /** Trusts no bytes of the part yet. */
    public PartialImage(Part part, ResolvedSource source) {
        this.part = part;
        this.hashing = new Hashing(source.expectation().algorithms());
    }

    /** Returns the file. */
    public Part part() {
        return part;
    }

    /** Returns the digests. */
    public Hashing hashing() {
        return hashing;
    }

    /** Makes the next call of {@link #prepare} drop all present bytes. */
    public void discard() {
        origin = null;
        mixed = false;
    }

    /**
     * Prepares for bytes of a source: the present bytes stay if they may be combined with those of the source, and are
     * dropped otherwise.
     *
     * @return the number of bytes present
     */
    public long prepare(ResolvedSource source) throws ImageException {
        if (!opened) {
            opened = true;
            recover(source);
        }
        if (presentBytes() == 0 || !canContinue(source)) {
            restart(source);
        } else if (!hashing.includes(source.expectation().algorithms())) {
            hashing = new Hashing(source.expectation().algorithms());
        }
        return presentBytes();
    }

    /** Drops all bytes, so that the part can be used for something else. The journal goes first. */
    public void restart() throws ImageException {
        discard();
        clear();
        part.restart();
    }

    /**
     * Records that the bytes may be of several versions: from now on, only a strong digest of the whole image can
     * verify them. Safe for concurrent use.
     */
    public void markMixed() {
        synchronized (present) {
            if (mixed) {
                return;
            }
            mixed = true;
            origin = null;
        }
        if (journal != null) {
            journal.mixed();
        }
    }

    /** Returns whether the bytes may be of several versions. */
    public boolean isMixed() {
        return mixed;
    }

    /** Writes the remaining bytes at their offset. */
    public void write(long offset, ByteBuffer bytes) throws ImageException {
        part.write(offset, bytes.duplicate());
        if (journal != null) {
            recordUnits(journal, offset, bytes);
        }
        synchronized (present) {
            present.add(offset, offset + bytes.remaining());
            present.notifyAll();
        }
    }

    /** Returns the number of bytes present. */
    public long presentBytes() {
        synchronized (present) {
            return present.total();
        }
    }

    /** Returns the end of the contiguous bytes from this offset; the offset itself if its byte is missing. */
    public long presentEnd(long offset) {
        synchronized (present) {
            return present.contiguousEnd(offset);
        }
    }

    /** Returns {@link #presentEnd} as soon as it is beyond the offset, or after a timeout. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops, on more than one condition
    long awaitBeyond(long offset, long millis) throws InterruptedException {
        synchronized (present) {
            if (present.contiguousEnd(offset) == offset) {
                present.wait(millis);
            }
            return present.contiguousEnd(offset);
        }
    }

    /** Returns the missing ranges of an image of this size. */
    public List<Range> missing(long bytes) {
        synchronized (present) {
            return present.missing(bytes);
        }
    }

    /**
     * Compares the unit of a byte with its digest in the journal, if an earlier process left it.
     *
     * @param scratch a buffer to read into
     * @return the range of a damaged unit, which counts as missing from now on
     */
    Optional<Range> check(long offset, long bytes, ByteBuffer scratch) throws ImageException {
        int unit = (int) Units.of(offset);
        RecoveredUnits recovered;
        synchronized (present) {
            recovered = unchecked;
            if (recovered == null || !recovered.units().get(unit)) {
                return Optional.empty();
            }
        }
        Range range = Units.range(unit, bytes);
        boolean intact = digest(range, scratch) == recovered.digest(unit);
        synchronized (present) {
            recovered.units().clear(unit);
            if (!intact) {
                present.remove(range.from(), range.to());
            }
        }
        return intact ? Optional.empty() : Optional.of(range);
    }

    /** Returns the digests of the complete image of this size. May be called once. */
    public List<Checksum> finish(long bytes) throws ImageException {
        part.length(bytes);
        return hashing.finish();
    }

    /** Closes the journal, and keeps it. */
    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }

    /** Takes over the units of a journal that suits the source; they are checked later. */
    private void recover(ResolvedSource source) {
        Optional<Path> path = part.journal();
        if (path.isEmpty() || source.size().isEmpty()) {
            return;
        }
        long bytes = source.size().getAsLong();
        RecoveredUnits recovered = Journal.read(path.get(), bytes).orElse(null);
        if (recovered == null) {
            return;
        }
        origin = recovered.origin().orElse(null);
        mixed = origin == null;
        size = source.size();
        journal = Journal.resume(path.get(), recovered).orElse(null);
        if (journal == null || !canContinue(source)) {
            discard();
            return;
        }
        synchronized (present) {
            recovered.units().stream()
                    .mapToObj(unit -> Units.range(unit, bytes))
                    .forEach(unit -> present.add(unit.from(), unit.to()));
            unchecked = recovered;
        }
    }

    /**
     * Returns whether the present bytes may be combined with those of a source; marks them as mixed where necessary.
     */
    private boolean canContinue(ResolvedSource source) {
        Provenance previous = origin;
        if ((previous == null && !mixed) || !isSizeCompatible(source)) {
            return false;
        }
        if (previous != null && previous.isContinuedBy(source.provenance())) {
            return true;
        }
        if (!source.expectation().isStrong()) {
            return false;
        }
        markMixed();
        return true;
    }

    /**
     * Returns whether the sizes match. Without a size there is one stream, which can only continue where its digests
     * are.
     */
    private boolean isSizeCompatible(ResolvedSource source) {
        if (source.size().isEmpty()) {
            return size.isEmpty()
                    && hashing.position() == presentBytes()
                    && hashing.includes(source.expectation().algorithms());
        }
        return size.isEmpty() || size.equals(source.size());
    }

    private void restart(ResolvedSource source) throws ImageException {
        restart();
        hashing = new Hashing(source.expectation().algorithms());
        origin = source.provenance();
        size = source.size();
        if (part.journal().isPresent() && size.isPresent()) {
            journal = Journal.begin(part.journal().get(), size.getAsLong(), source.provenance())
                    .orElse(null);
        }
    }

    private void clear() throws ImageException {
        close();
        journal = null;
        unitDigests.clear();
        synchronized (present) {
            present.clear();
            unchecked = null;
        }
        if (part.journal().isPresent()) {
            try {
                Journal.truncate(part.journal().get());
            } catch (IOException e) {
                throw new ImageException(
                        ErrorCode.LOCAL_IO,
                        "emptying " + part.journal().get() + " failed: " + ImageException.reason(e),
                        e);
            }
        }
    }

    private void recordUnits(Journal target, long offset, ByteBuffer bytes) {
        int length = bytes.remaining();
        int done = 0;
        while (done < length) {
            long unit = Units.of(offset + done);
            Range range = Units.range(unit, size.orElse(Long.MAX_VALUE));
            int count = (int) Math.min(length - done, range.to() - offset - done);
            UnitDigest digest = unitDigest(unit);
            if (range.from() + digest.length() == offset + done) {
                digest.add(bytes.slice(bytes.position() + done, count));
            }
            if (digest.length() == range.length()) {
                target.unit(unit, digest.length(), digest.value());
                synchronized (unitDigests) {
                    unitDigests.remove(unit);
                }
            }
            done += count;
        }
    }

    private UnitDigest unitDigest(long unit) {
        synchronized (unitDigests) {
            return unitDigests.computeIfAbsent(unit, key -> new UnitDigest());
        }
    }

    private long digest(Range range, ByteBuffer scratch) throws ImageException {
        UnitDigest digest = new UnitDigest();
        while (digest.length() < range.length()) {
            scratch.clear().limit((int) Math.min(scratch.capacity(), range.length() - digest.length()));
            part.read(range.from() + digest.length(), scratch);
            digest.add(scratch.flip());
        }
        return digest.value();
    }
}
