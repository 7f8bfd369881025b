// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store;

import io.ingot.fetch.internal.landing.Destination;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.store.HeldImage;
import io.ingot.image.store.StoreCleaning;
import io.ingot.image.store.StoreVerification;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The images that are held in one folder. Safe for concurrent use; several stores, in this process or in others, may work
 * on one folder.
 *
 * <p>Every method throws LOCAL_IO if the folder cannot be read or, where it must be, written; INSUFFICIENT_SPACE if the
 * disk is full; and what ended the call. What is read back from the folder is checked: what is damaged counts as not there.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class Store implements AutoCloseable {
    private Store() {}

    /**
     * Opens a store, and makes it if the folder is missing or empty. Reads one short file; looks at no image.
     *
     * @param folder absolute
     * @throws ImageException INVALID_CONFIGURATION if the folder is of a newer format or no store
     */
    public static Store open(Path folder, StoreRules rules, Clock clock) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** The folder: an absolute path. */
    public Path folder() {
        throw new UnsupportedOperationException();
    }

    /** Whether anything can be added, recorded or dropped here. */
    public boolean writable() {
        throw new UnsupportedOperationException();
    }

    /** What an operator should know of the place, one sentence each. */
    public List<String> warnings() {
        throw new UnsupportedOperationException();
    }

    /** Takes other rules from now on. */
    public void rules(StoreRules now) {
        throw new UnsupportedOperationException();
    }

    /**
     * What is recorded under a key: {@link ContentNames#referenceKey} or one of {@link ContentNames#vouchedKeys}. Looks at
     * no content.
     */
    public Optional<Remembered> remembered(String key) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * A content that passes the check before a hit: size and times are those recorded, or explained by links that were made
     * and removed; else it is read anew, which takes its time. What is not as it was is dropped.
     *
     * @param sha256 64 hexadecimal digits
     */
    public Optional<Held> held(String sha256, Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * The same content with digests by these algorithms, too: those that are not recorded are computed from the file and
     * recorded.
     *
     * @return absent if it has been dropped meanwhile, or is damaged
     */
    public Optional<Held> digested(Held held, List<String> algorithms, Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * The turn of a flight key, unless somebody has it.
     *
     * @param shared see {@link ContentNames#shared}
     */
    public Optional<Turn> tryTurn(String flightKey, boolean shared) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * Keeps room for a transfer, dropping the least recently used contents and leftovers if need be.
     *
     * @param bytes what is still to be written: of the part, and of a copy at a destination on the same file system
     * @throws ImageException INSUFFICIENT_SPACE if there is no room; nothing is kept then
     */
    public Reservation reserve(Turn turn, long bytes) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * Holds what has arrived, whole on disk, and records its names. The part is gone then: it has become the content, or the
     * content was held already. A crash leaves the part or the content.
     */
    public Held commit(Turn turn, Whole whole, ContentNames names, ImageInfo info, Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * Commits, and places it at a destination, durably, before anybody can drop it again. If only the placing fails, the
     * content is held.
     */
    public Placed land(Turn turn, Whole whole, ContentNames names, ImageInfo info, Destination destination, Call call)
            throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * Places a content at a destination, in one step: by clone, link or copy. Writes nothing durable but the bytes of a copy.
     *
     * @return absent if it has been dropped meanwhile, or is damaged
     */
    public Optional<Placed> place(Held held, Destination destination, Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** Whether a clone or link to this destination is possible at all: it is on the same file system, and rules allow it. */
    public boolean sharesBytesWith(Destination destination) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** Records further names of a held content. What they named before is dropped if nothing else names or uses it. */
    public void remember(ContentNames names, Held held, ImageInfo info, Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** See {@link io.ingot.image.store.ImageStore#list}. */
    public List<HeldImage> list() throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** See {@link io.ingot.image.store.ImageStore#verify}. */
    public StoreVerification verify(Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** See {@link io.ingot.image.store.ImageStore#clean}. */
    public StoreCleaning clean() throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** See {@link io.ingot.image.store.ImageStore#remove(String)}. */
    public HeldImage remove(String sha256, Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** See {@link io.ingot.image.store.ImageStore#remove(ImageReference)}. */
    public HeldImage remove(ImageReference reference, Call call) throws ImageException {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes what crashes left: only what is of our naming, and provably has no living owner.
     *
     * @return how many files went
     */
    public int sweep() throws ImageException {
        throw new UnsupportedOperationException();
    }

    /** Gives back what it holds; turns that are still out stay valid until they are closed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
