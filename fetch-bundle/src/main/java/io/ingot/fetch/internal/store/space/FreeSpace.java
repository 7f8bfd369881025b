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
 * The free room of the store's file system, and what of it is promised: one small file for each promise, named after the
 * flight that has it. A promise counts as long as somebody has the turn of its flight, in whatever process.
 */
public final class FreeSpace {
    private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 4;
    private static final int LONGEST = 20;
    private static final int DIGITS = 64;
    private static final String SPACE = ".space";

    private final StoreLayout folder;
    private final StoreDisk disk;
    private final Scratch scratch;
    private final StoreLocks locks;
    private final Eviction eviction;

    /** Of one folder. */
    public FreeSpace(StoreFolder store, Eviction eviction) {
        this.folder = store.layout();
        this.disk = store.disk();
        this.scratch = store.scratch();
        this.locks = store.locks();
        this.eviction = eviction;
    }

    /**
     * Promises room to a flight whose turn the caller has. More than that many bytes must be free, so that the disk is
     * never quite full.
     *
     * @throws ImageException INSUFFICIENT_SPACE if even eviction does not make so much room
     */
    public SpaceReservation reserve(String flightKey, long bytes, Call call) throws IOException {
        try (HeldLock space = locks.space(call)) {
            if (!enough(flightKey, bytes)) {
                long missing = saturated(bytes, promised(flightKey)) - disk.usable(folder.root());
                eviction.makeRoom(missing, () -> !enough(flightKey, bytes), call);
            }
            if (!enough(flightKey, bytes)) {
                throw insufficient(flightKey, bytes);
            }
            byte[] name = new byte[NAME_BYTES];
            RANDOM.nextBytes(name);
            Path file = folder.transfer(flightKey, HexFormat.of().formatHex(name) + SPACE);
            SpacePromise promise = new SpacePromise(file, bytes, disk, scratch);
            promise.record(bytes);
            return promise;
        }
    }

    /** Promises room to a copy, which is a flight of its own. */
    public SpaceReservation forCopy(long bytes, Call call) throws IOException {
        String flightKey = StoreLayout.randomKey();
        HeldLock turn = locks.tryTurn(flightKey).orElseThrow(() -> new IOException("a random key is in use"));
        try {
            SpaceReservation promise = reserve(flightKey, bytes, call);
            return new SpaceReservation() {
                @Override
                public void written(long soFar) {
                    promise.written(soFar);
                }

                @Override
                public void close() {
                    promise.close();
                    turn.close();
                }
            };
        } catch (IOException e) {
            turn.close();
            throw e;
        }
    }

    private boolean enough(String flightKey, long bytes) throws IOException {
        return disk.usable(folder.root()) - promised(flightKey) > bytes;
    }

    private ImageException insufficient(String flightKey, long bytes) throws IOException {
        return new ImageException(
                ErrorCode.INSUFFICIENT_SPACE,
                "the store " + folder.root() + " has room for " + SizeText.of(disk.usable(folder.root())) + ", "
                        + promised(flightKey) + " of them promised to running transfers, and more than "
                        + SizeText.of(bytes) + " are needed; " + SizeText.of(eviction.inUse())
                        + " are held that nodes or leases use");
    }

    /** What living flights were promised and have not written yet. */
    private long promised(String flightKey) throws IOException {
        long sum = 0;
        for (String name : disk.names(folder.transfers())) {
            if (name.endsWith(SPACE) && name.length() > DIGITS && StoreLayout.isKey(name.substring(0, DIGITS))) {
                String key = name.substring(0, DIGITS);
                sum = saturated(sum, key.equals(flightKey) || alive(key) ? outstanding(name) : 0);
            }
        }
        return sum;
    }

    private boolean alive(String flightKey) throws ImageException {
        Optional<HeldLock> dead = locks.tryTurn(flightKey);
        dead.ifPresent(HeldLock::close);
        return dead.isEmpty();
    }

    private long outstanding(String name) throws IOException {
        Optional<byte[]> bytes = disk.read(folder.transfers().resolve(name), LONGEST);
        try {
            String text = new String(bytes.orElse(new byte[0]), StandardCharsets.US_ASCII).strip();
            return text.isEmpty() ? 0 : Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            LOG.warn("{} is no promise of room and does not count: {}", name, e.getMessage());
            return 0;
        }
    }

    private static long saturated(long sum, long more) {
        return sum > Long.MAX_VALUE - more ? Long.MAX_VALUE : sum + more;
    }
}
