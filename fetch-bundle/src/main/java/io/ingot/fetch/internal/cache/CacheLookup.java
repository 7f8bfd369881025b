// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.store.ContentNames;
import io.ingot.fetch.internal.store.RecordedReference;
import io.ingot.fetch.internal.store.Store;
import io.ingot.fetch.internal.store.StoredContent;
import io.ingot.fetch.internal.store.TransferLock;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store has for one request. Reads only, but for what it finds damaged. */
public final class CacheLookup {
    private static final Logger LOG = LoggerFactory.getLogger(CacheLookup.class);

    private final Store store;
    private final List<Checksum> wanted;

    /** @param wanted the checksums that the caller wants */
    public CacheLookup(Store store, List<Checksum> wanted) {
        this.store = store;
        this.wanted = List.copyOf(wanted);
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** What was recorded for the exact reference and architecture of a request. */
    public Optional<RecordedReference> remembered(ImageRequest request) throws StoreFailure, ImageException {
        return ask(() -> store.contents().reference(ContentNames.referenceKey(request)));
    }

    /** The request to the origin: whether what was recorded for its reference, if anything, is current still. */
    public static ImageRequest conditional(ImageRequest request, Optional<RecordedReference> remembered) {
        return remembered
                .map(recorded -> request.ifNotModified(recorded.info()))
                .orElse(request);
    }

    /** What is held and is what the origin shows now: one content after the other, the best first. */
    public Hits hits(ContentNames names, ImageInfo shown) {
        return new Hits(new CacheSearch(store.contents(), names, shown, wanted));
    }

    /** Goes through the contents that are held, sound and current. Used by one thread. */
    public final class Hits {
        private final CacheSearch search;
        private boolean contradicted;

        private Hits(CacheSearch search) {
            this.search = search;
        }

        /** The next one; absent after the last one. What is not as it was recorded is dropped, and passed over. */
        public Optional<Current> next(Call call) throws StoreFailure, ImageException {
            Optional<CacheCandidate> candidate = ask(search::next);
            while (candidate.isPresent()) {
                CacheCandidate found = candidate.get();
                contradicted |= found.contradicts();
                Optional<StoredContent> held =
                        found.proof().isPresent() ? sound(found.recorded(), call) : Optional.empty();
                if (held.isPresent()) {
                    return Optional.of(new Current(held.get(), found.mayBeRecorded()));
                }
                candidate = ask(search::next);
            }
            return Optional.empty();
        }

        /** Whether a content that was passed over would be current, but for its digest. */
        public boolean contradicted() {
            return contradicted;
        }
    }

    /**
     * A content that is what the origin shows.
     *
     * @param content the content
     * @param mayBeRecorded whether what the origin shows may be recorded with it
     */
    public record Current(StoredContent content, boolean mayBeRecorded) {}

    /** A recorded content, if it is held and as it was. */
    public Optional<StoredContent> sound(RecordedReference recorded, Call call) throws StoreFailure, ImageException {
        return ask(() -> store.contents().find(recorded.sha256(), call));
    }

    /** The same with digests by these algorithms, too; absent if it has gone meanwhile. */
    public Optional<StoredContent> digested(StoredContent held, List<String> algorithms, Call call)
            throws StoreFailure, ImageException {
        boolean known =
                algorithms.stream().allMatch(algorithm -> held.digest(algorithm).isPresent());
        return known ? Optional.of(held) : ask(() -> store.contents().withDigests(held, algorithms, call));
    }

    /**
     * Records what a held content is called now, if that is new: another reference for it, or the same content shown to
     * somebody without credentials. It is found without that, too, so a failure is no failure of the fetch.
     */
    public void remember(ContentNames names, StoredContent held, ImageInfo shown, Call call) {
        try {
            Optional<RecordedReference> recorded = store.contents().reference(names.referenceKey());
            boolean known = recorded.filter(there -> there.sha256().equals(held.sha256()))
                    .filter(there -> there.info().version().isEmpty() || says(there, names, shown))
                    .isPresent();
            if (!known && store.isWritable()) {
                store.contents().recordNames(names, held, shown, call);
            }
        } catch (ImageException e) {
            LOG.debug("{} is not recorded for {}", names.displayReference(), held.sha256(), e);
        }
    }

    private static boolean says(RecordedReference there, ContentNames names, ImageInfo shown) {
        return (there.anonymous() || !names.anonymous())
                && there.info().version().equals(shown.version());
    }

    /** The turn for a transfer, unless somebody has it. */
    public Optional<TransferLock> tryTurn(ContentNames names) throws StoreFailure, ImageException {
        return ask(() -> store.space().tryLock(names.flightKey(), names.shared()));
    }

    /** Something that the store is asked. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws ImageException;
    }

    private static <T> T ask(Question<T> question) throws StoreFailure, ImageException {
        try {
            return question.ask();
        } catch (ImageException e) {
            if (e.code() == ErrorCode.LOCAL_IO || e.code() == ErrorCode.INSUFFICIENT_SPACE) {
                throw new StoreFailure(e);
            }
            throw e;
        }
    }
}
