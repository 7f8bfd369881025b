// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.space;

import io.ingot.fetch.internal.destination.SizeText;
import io.ingot.fetch.internal.store.disk.Scratch;
import io.ingot.fetch.internal.store.disk.StoreDisk;
import io.ingot.fetch.internal.store.disk.StoreLayout;
import io.ingot.fetch.internal.store.evict.Eviction;
import io.ingot.fetch.internal.store.lock.HeldLock;
import io.ingot.fetch.internal.store.lock.StoreLocks;
import io.ingot.fetch.internal.store.record.StoreFolder;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The free space of the store's file system, and the reservations of it: one small file for each, named after the
 * flight key of its transfer. A reservation counts while its transfer lock is held, in any process.
 */
public final class FreeSpace {
    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 4;
    private static final int MAX_BYTES = 20;
    private static final int DIGITS = 64;
    private static final String SPACE = ".space";

    private final StoreLayout layout;
    private final StoreDisk disk;
    private final Scratch scratch;
    private final StoreLocks locks;
    private final Eviction eviction;

    /** Manages the space of the given folder. */
    public FreeSpace(StoreFolder store, Eviction eviction) {
        this.layout = store.layout();
        this.disk = store.disk();
        this.scratch = store.scratch();
        this.locks = store.locks();
        this.eviction = eviction;
    }

    /**
     * Reserves space for a transfer whose lock the caller holds. More than that many bytes must be free, so that the
     * disk is never completely full.
     *
     * @throws ImageException INSUFFICIENT_SPACE if even eviction does not free enough
     */
    public SpaceReservation reserve(String flightKey, long bytes, Call call) throws IOException {
        try (HeldLock space = locks.space(call)) {
            if (!isEnough(flightKey, bytes)) {
                long missing = saturated(bytes, reserved(flightKey)) - disk.usable(layout.root());
                eviction.makeSpace(missing, () -> !isEnough(flightKey, bytes), call);
            }
            if (!isEnough(flightKey, bytes)) {
                throw insufficient(flightKey, bytes);
            }
            byte[] name = new byte[NAME_BYTES];
            RANDOM.nextBytes(name);
            Path file = layout.transfer(flightKey, HexFormat.of().formatHex(name) + SPACE);
            RecordedReservation reservation = new RecordedReservation(file, bytes, disk, scratch);
            reservation.record(bytes);
            return reservation;
        }
    }

    /** Reserves space for a copy, under a flight key of its own. */
    public SpaceReservation reserveForCopy(long bytes, Call call) throws IOException {
        String flightKey = StoreLayout.randomKey();
        HeldLock lock = locks.tryTransfer(flightKey).orElseThrow(() -> new IOException("a random key is in use"));
        try {
            SpaceReservation reservation = reserve(flightKey, bytes, call);
            return new SpaceReservation() {
                @Override
                public void written(long soFar) {
                    reservation.written(soFar);
                }

                @Override
                public void close() {
                    reservation.close();
                    lock.close();
                }
            };
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    private boolean isEnough(String flightKey, long bytes) throws IOException {
        return disk.usable(layout.root()) - reserved(flightKey) > bytes;
    }

    private ImageException insufficient(String flightKey, long bytes) throws IOException {
        return new ImageException(
                ErrorCode.INSUFFICIENT_SPACE,
                "the store " + layout.root() + " has " + SizeText.of(disk.usable(layout.root())) + " free, "
                        + reserved(flightKey) + " of them reserved for running transfers, but needs more than "
                        + SizeText.of(bytes) + "; images in use by nodes or leases take "
                        + SizeText.of(eviction.bytesInUse()) + "; free some space there, or remove leases");
    }

    /** Returns the bytes that running transfers reserved and have not written yet. */
    private long reserved(String flightKey) throws IOException {
        long sum = 0;
        for (String name : disk.names(layout.transfers())) {
            if (name.endsWith(SPACE) && name.length() > DIGITS && StoreLayout.isKey(name.substring(0, DIGITS))) {
                String key = name.substring(0, DIGITS);
                sum = saturated(sum, key.equals(flightKey) || isRunning(key) ? outstanding(name) : 0);
            }
        }
        return sum;
    }

    private boolean isRunning(String flightKey) throws ImageException {
        Optional<HeldLock> lock = locks.tryTransfer(flightKey);
        lock.ifPresent(HeldLock::close);
        return lock.isEmpty();
    }

    private long outstanding(String name) throws IOException {
        Optional<byte[]> bytes = disk.read(layout.transfers().resolve(name), MAX_BYTES);
        try {
            String text = new String(bytes.orElse(new byte[0]), StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            LOG.warn("{} is not a valid reservation and is ignored: {}", name, e.getMessage());
            return 0;
        }
    }

    private static long saturated(long sum, long addend) {
        return sum > Long.MAX_VALUE - addend ? Long.MAX_VALUE : sum + addend;
    }
}
