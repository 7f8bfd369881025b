// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.cache;

import io.ingot.fetch.internal.cache.CacheCurrency.KeyKind;
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

/** Looks for the image of one request in the store. Changes nothing, except that it drops damaged content. */
public final class CacheLookup {
    private static final Logger LOG = LoggerFactory.getLogger(CacheLookup.class);

    private final Store store;
    private final List<Checksum> expected;

    /** @param expected the checksums that the caller expects */
    public CacheLookup(Store store, List<Checksum> expected) {
        this.store = store;
        this.expected = List.copyOf(expected);
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** Returns the record of the exact reference and architecture of a request. */
    public Optional<RecordedReference> recorded(ImageRequest request) throws StoreFailure, ImageException {
        return query(() -> store.contents().reference(ContentNames.referenceKey(request)));
    }

    /** Makes a request conditional: it then asks whether the recorded version, if there is one, is still current. */
    public static ImageRequest conditional(ImageRequest request, Optional<RecordedReference> recorded) {
        return recorded.map(record -> request.ifNotModified(record.info())).orElse(request);
    }

    /** Returns the stored contents that are what the origin shows now, the best first. */
    public Hits hits(ContentNames names, ImageInfo info) {
        return new Hits(names, info);
    }

    /** An iteration over stored contents that are intact and current. Used by one thread. */
    public final class Hits {
        private final ContentNames names;
        private final ImageInfo info;
        private final CacheSearch search;
        private boolean contradicted;

        private Hits(ContentNames names, ImageInfo info) {
            this.names = names;
            this.info = info;
            this.search = new CacheSearch(store.contents(), names, info, expected);
        }

        /** Returns the next content; empty after the last one. Drops and skips damaged content. */
        public Optional<Current> next(Call call) throws StoreFailure, ImageException {
            Optional<CacheCandidate> candidate = query(search::next);
            while (candidate.isPresent()) {
                CacheCandidate checked = candidate.get();
                contradicted |= checked.contradicts();
                Optional<StoredContent> content =
                        checked.proof().isPresent() ? intact(checked.recorded(), call) : Optional.empty();
                if (content.isPresent()) {
                    return Optional.of(new Current(content.get(), checked.mayBeRecorded() && !isRecorded(checked)));
                }
                candidate = query(search::next);
            }
            return Optional.empty();
        }

        /** Whether the record of the exact reference, which the search has just read, says all of it. */
        private boolean isRecorded(CacheCandidate candidate) {
            return candidate.keyKind() == KeyKind.REFERENCE && isKnownAs(candidate.recorded(), names, info);
        }

        /** Whether a content that was skipped would be current, if it did not lack an expected digest. */
        public boolean contradicted() {
            return contradicted;
        }
    }

    /**
     * A stored content that is what the origin shows.
     *
     * @param content the content
     * @param mayBeRecorded whether the answer of the origin may be recorded with it, and is not
     */
    public record Current(StoredContent content, boolean mayBeRecorded) {}

    /** Returns a recorded content; empty if the store has dropped it, or if it is damaged. */
    public Optional<StoredContent> intact(RecordedReference recorded, Call call) throws StoreFailure, ImageException {
        return query(() -> store.contents().find(recorded.sha256(), call));
    }

    /** Returns the content with digests by these algorithms as well; empty if it has been dropped meanwhile. */
    public Optional<StoredContent> withDigests(StoredContent content, List<String> algorithms, Call call)
            throws StoreFailure, ImageException {
        boolean isDigested = algorithms.stream()
                .allMatch(algorithm -> content.digest(algorithm).isPresent());
        return isDigested ? Optional.of(content) : query(() -> store.contents().withDigests(content, algorithms, call));
    }

    /**
     * Records the reference of a stored content, if that is new: another reference for it, or the same reference, now
     * shown to a caller without credentials. The content is found without this record too, so a failure does not fail
     * the fetch.
     */
    public void record(ContentNames names, StoredContent content, ImageInfo info, Call call) {
        try {
            Optional<RecordedReference> recorded = store.contents().reference(names.referenceKey());
            boolean isRecorded = recorded.filter(record -> record.sha256().equals(content.sha256()))
                    .filter(record -> isKnownAs(record, names, info))
                    .isPresent();
            if (!isRecorded && store.isWritable()) {
                store.contents().recordNames(names, content, info, call);
            }
        } catch (ImageException e) {
            LOG.debug("{} is not recorded for {}", names.displayReference(), content.sha256(), e);
        }
    }

    private static boolean isKnownAs(RecordedReference record, ContentNames names, ImageInfo info) {
        return record.info().version().isEmpty()
                || ((record.anonymous() || !names.anonymous())
                        && record.info().version().equals(info.version()));
    }

    /** Takes the lock of the transfer; empty if another process or thread holds it. */
    public Optional<TransferLock> tryLock(ContentNames names) throws StoreFailure, ImageException {
        return query(() -> store.space().tryLock(names.flightKey(), names.shared()));
    }

    /** A query to the store. */
    @FunctionalInterface
    private interface StoreQuery<T> {
        T run() throws ImageException;
    }

    private static <T> T query(StoreQuery<T> query) throws StoreFailure, ImageException {
        try {
            return query.run();
        } catch (ImageException e) {
            if (e.code() == ErrorCode.LOCAL_IO || e.code() == ErrorCode.INSUFFICIENT_SPACE) {
                throw new StoreFailure(e);
            }
            throw e;
        }
    }
}
