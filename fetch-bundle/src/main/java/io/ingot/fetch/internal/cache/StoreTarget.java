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
 * A target in the store. The bytes are written to a part, which a later transfer by any caller can resume; the complete
 * image is stored, and placed at the destination. The caller owns the lock, and closes it after the target.
 */
public final class StoreTarget implements Target {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTarget.class);

    private final StoreFetch fetch;
    private final TransferLock lock;
    private final OptionalLong size;
    private @Nullable Part part;
    private @Nullable Part spare;
    private volatile @Nullable SpaceReservation reservation;
    private long written;
    private boolean failedForThisFetch;
    private boolean anonymous;

    /**
     * Creates a target, but no file yet.
     *
     * @param lock the lock of the transfer
     * @param size the size of the image; absent if unknown
     */
    public StoreTarget(StoreFetch fetch, TransferLock lock, OptionalLong size) {
        this.fetch = fetch;
        this.lock = lock;
        this.size = size;
    }

    /**
     * Creates the part, and reserves the space that it still needs.
     *
     * @param expected the size of the image; absent if unknown
     */
    public void prepare(OptionalLong expected) throws ImageException {
        long present = part().length();
        if (expected.isPresent()) {
            reserve(Math.max(0, expected.getAsLong() - present));
        }
    }

    /** Notes that the bytes are obtained without credentials, from a reference that has none. */
    public void markAnonymous() {
        anonymous = true;
    }

    /** Whether an image that cannot be stored because of this failure can go to a temporary file at its destination. */
    public boolean mayUseTempFile(ImageException e) throws ImageException {
        return e.code() == ErrorCode.LOCAL_IO || isOnlyStoreFull(e);
    }

    /** Whether the store is full, while the destination is on another file system. */
    public boolean isOnlyStoreFull(ImageException e) throws ImageException {
        return e.code() == ErrorCode.INSUFFICIENT_SPACE && !fetch.sharesFileSystem();
    }

    @Override
    public Part part() throws ImageException {
        Part opened = part;
        if (opened == null) {
            opened = lock.isShared()
                    ? Part.resumed(
                            lock.part(), lock.journal(), fetch.destination().path())
                    : Part.open(lock.part(), fetch.destination().path());
            part = opened;
        }
        return opened;
    }

    @Override
    public Part spare() throws ImageException {
        Part opened = spare;
        if (opened == null) {
            opened = Part.open(lock.spare(), fetch.destination().path());
            spare = opened;
        }
        return opened;
    }

    /** Reserves the space of the copy at the destination as well, if the placement needs one. */
    @Override
    public void reserve(long bytes) throws ImageException {
        release();
        boolean copied = !fetch.sharesBytes();
        boolean copiedToOtherDisk = copied && !fetch.sharesFileSystem();
        if (copiedToOtherDisk) {
            failedForThisFetch = true;
            fetch.destination().requireSpace(size.orElse(bytes));
            failedForThisFetch = false;
        }
        synchronized (this) {
            written = 0;
        }
        long copy = copied && !copiedToOtherDisk ? size.orElse(bytes) : 0;
        long total = bytes > Long.MAX_VALUE - copy ? Long.MAX_VALUE : bytes + copy; // a server may declare any size
        reservation = fetch.store().space().reserve(lock, total, fetch.call());
    }

    /** Notes received bytes, which the reservation need not cover any more. Safe for concurrent use. */
    public void received(int bytes) {
        SpaceReservation current = reservation;
        if (current != null) {
            long sum;
            synchronized (this) {
                written += bytes;
                sum = written;
            }
            current.written(sum);
        }
    }

    @Override
    public void publish(Part whole, List<Checksum> digests, ImageInfo info) throws ImageException {
        failedForThisFetch = true;
        if (!info.cacheable()) {
            lock.discard();
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED,
                    fetch.request().image().reference()
                            + " may no longer be cached, according to its origin; fetch it again");
        }
        ContentNames names = fetch.names(info);
        ContentNames allNames = anonymous ? names.obtainedAnonymously(digests) : names;
        CompletePart complete = new CompletePart(whole.path(), whole.length(), digests);
        fetch.store().contents().commit(lock, complete, allNames, info, fetch.destination(), fetch.call());
    }

    /** Whether the last failure concerns this fetch only: its destination, or a change at its origin. */
    public boolean failedForThisFetch() {
        return failedForThisFetch;
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
        SpaceReservation current = reservation;
        reservation = null;
        if (current != null) {
            current.close();
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
