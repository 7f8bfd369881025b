// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.keeping;

import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.Held;
import io.ingot.fetch.internal.store.Remembered;
import io.ingot.fetch.internal.store.Store;
import io.ingot.fetch.internal.store.Turn;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store has for one request. Reads only, but for what it finds damaged. */
public final class Shelf {
    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);

    private final Store store;
    private final List<Checksum> wanted;

    /** @param wanted the checksums that the caller wants */
    public Shelf(Store store, List<Checksum> wanted) {
        this.store = store;
        this.wanted = List.copyOf(wanted);
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** What was recorded under a key. */
    public Optional<Remembered> remembered(String key) throws StoreTrouble, ImageException {
        return ask(() -> store.remembered(key));
    }

    /** What is held and is what the origin shows now. */
    public Optional<Held> current(ContentNames names, ImageInfo shown, Call call) throws StoreTrouble, ImageException {
        for (String key : keys(names)) {
            Optional<Remembered> recorded = remembered(key);
            if (recorded.isPresent() && mayBeCurrent(recorded.get().info(), shown)) {
                Optional<Held> held =
                        sound(recorded.get(), call).filter(found -> isCurrent(recorded.get(), shown, found));
                if (held.isPresent()) {
                    return held;
                }
            }
        }
        return Optional.empty();
    }

    /** A recorded content, if it is held and as it was. */
    public Optional<Held> sound(Remembered recorded, Call call) throws StoreTrouble, ImageException {
        return ask(() -> store.held(recorded.sha256(), call));
    }

    /** The same with digests by these algorithms, too; absent if it has gone meanwhile. */
    public Optional<Held> digested(Held held, List<String> algorithms, Call call) throws StoreTrouble, ImageException {
        boolean known =
                algorithms.stream().allMatch(algorithm -> held.digest(algorithm).isPresent());
        return known ? Optional.of(held) : ask(() -> store.digested(held, algorithms, call));
    }

    /**
     * Records what a held content is called now, if that is new: another reference for it, or another version of the same
     * bytes. It is found without that, too, so a failure is no failure of the fetch.
     */
    public void remember(ContentNames names, Held held, ImageInfo shown, Call call) {
        try {
            Optional<Remembered> recorded = store.remembered(names.referenceKey());
            boolean known = recorded.isPresent()
                    && recorded.get().sha256().equals(held.sha256())
                    && recorded.get().info().version().equals(shown.version());
            if (!known && store.writable()) {
                store.remember(names, held, shown, call);
            }
        } catch (ImageException e) {
            LOG.debug("{} is not recorded for {}", names.shownReference(), held.sha256(), e);
        }
    }

    /** The turn for a transfer, unless somebody has it. */
    public Optional<Turn> tryTurn(ContentNames names) throws StoreTrouble, ImageException {
        return ask(() -> store.tryTurn(names.flightKey(), names.shared()));
    }

    /** Under which keys it is looked for. */
    static List<String> keys(ContentNames names) {
        List<String> keys = new ArrayList<>();
        keys.add(names.referenceKey());
        keys.addAll(names.vouchedKeys());
        return keys;
    }

    private boolean mayBeCurrent(ImageInfo recorded, ImageInfo shown) {
        return recorded.sameVersion(shown)
                || (shown.version().isEmpty() && wanted.stream().anyMatch(Checksum::strong));
    }

    /** Without a version it is the caller's own checksum that says which image is meant. */
    private boolean isCurrent(Remembered recorded, ImageInfo shown, Held held) {
        return recorded.info().sameVersion(shown)
                || wanted.stream()
                        .anyMatch(sum -> sum.strong() && held.digests().contains(sum));
    }

    /** Something that the store is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws ImageException;
    }

    private static <T> T ask(Question<T> question) throws StoreTrouble, ImageException {
        try {
            return question.ask();
        } catch (ImageException e) {
            if (e.code() == ErrorCode.LOCAL_IO || e.code() == ErrorCode.INSUFFICIENT_SPACE) {
                throw new StoreTrouble(e);
            }
            throw e;
        }
    }
}
