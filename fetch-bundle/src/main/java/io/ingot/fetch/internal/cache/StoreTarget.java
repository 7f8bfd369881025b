// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.destination.Target;
import io.ingot.fetch.internal.store.CompletePart;
import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.TransferLock;
import io.ingot.fetch.internal.store.space.SpaceReservation;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes arrive in a part of the store, which a later attempt of anybody can go on from; the whole image is held, and
 * placed at the destination. The turn is the caller's, who closes it afterwards.
 */
public final class StoreTarget implements Target {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTarget.class);

    private final StoreFetch fetch;
    private final TransferLock turn;
    private final OptionalLong size;
    private @Nullable Part part;
    private @Nullable Part spare;
    private volatile @Nullable SpaceReservation reservation;
    private long written;
    private boolean ownTrouble;
    private boolean openly;

    /**
     * Makes no file yet.
     *
     * @param size of the image, if it is known
     */
    public StoreTarget(StoreFetch fetch, TransferLock turn, OptionalLong size) {
        this.fetch = fetch;
        this.turn = turn;
        this.size = size;
    }

    /**
     * Makes the part, and asks for the room that it needs still.
     *
     * @param expected the bytes of the image, if they are known
     */
    public void prepare(OptionalLong expected) throws ImageException {
        long there = part().length();
        if (expected.isPresent()) {
            reserve(Math.max(0, expected.getAsLong() - there));
        }
    }

    /** Hears that the bytes are obtained openly: without credentials, from a reference that holds none. */
    public void openly() {
        openly = true;
    }

    /** Whether an image that cannot be kept for this reason may have room beside its destination. */
    public boolean mayBeHelpedElsewhere(ImageException e) throws ImageException {
        return e.code() == ErrorCode.LOCAL_IO || isFullAlone(e);
    }

    /** Whether the store is full, while the destination takes its room from another file system. */
    public boolean isFullAlone(ImageException e) throws ImageException {
        return e.code() == ErrorCode.INSUFFICIENT_SPACE && !fetch.sharesRoom();
    }

    @Override
    public Part part() throws ImageException {
        Part made = part;
        if (made == null) {
            made = turn.isShared()
                    ? Part.resumed(
                            turn.part(), turn.journal(), fetch.destination().path())
                    : Part.open(turn.part(), fetch.destination().path());
            part = made;
        }
        return made;
    }

    @Override
    public Part spare() throws ImageException {
        Part made = spare;
        if (made == null) {
            made = Part.open(turn.spare(), fetch.destination().path());
            spare = made;
        }
        return made;
    }

    /** Counts the copy at the destination, too, if there has to be one. */
    @Override
    public void reserve(long bytes) throws ImageException {
        release();
        boolean copied = !fetch.sharesBytes();
        boolean elsewhere = copied && !fetch.sharesRoom();
        if (elsewhere) {
            ownTrouble = true;
            fetch.destination().requireSpace(size.orElse(bytes));
            ownTrouble = false;
        }
        synchronized (this) {
            written = 0;
        }
        long copy = copied && !elsewhere ? size.orElse(bytes) : 0;
        long all = bytes > Long.MAX_VALUE - copy ? Long.MAX_VALUE : bytes + copy; // sizes are what a server declares
        reservation = fetch.store().space().reserve(turn, all, fetch.call());
    }

    /** Hears that bytes came, which the reservation need not promise any more. Safe for concurrent use. */
    public void received(int bytes) {
        SpaceReservation promised = reservation;
        if (promised != null) {
            long sum;
            synchronized (this) {
                written += bytes;
                sum = written;
            }
            promised.written(sum);
        }
    }

    @Override
    public void publish(Part whole, List<Checksum> digests, ImageInfo info) throws ImageException {
        ownTrouble = true;
        if (!info.cacheable()) {
            turn.discard();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    fetch.request().image().reference() + " may no longer be kept, its origin says; fetch it again");
        }
        ContentNames names = fetch.names(info);
        ContentNames found = openly ? names.obtainedAnonymously(digests) : names;
        CompletePart complete = new CompletePart(whole.path(), whole.length(), digests);
        fetch.store().contents().commit(turn, complete, found, info, fetch.destination(), fetch.call());
    }

    /** Whether what went wrong last has to do with this destination only. */
    public boolean ownTrouble() {
        return ownTrouble;
    }

    @Override
    public void close() {
        release();
        close(part);
        close(spare);
        part = null;
        spare = null;
    }

    private void release() {
        SpaceReservation promised = reservation;
        reservation = null;
        if (promised != null) {
            promised.close();
        }
    }

    private static void close(@Nullable Part part) {
        if (part != null) {
            try {
                part.close();
            } catch (ImageException e) {
                LOG.debug("{}", e.getMessage(), e);
            }
        }
    }
}
