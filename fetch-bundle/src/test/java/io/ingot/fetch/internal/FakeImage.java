// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Location;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An image of a fake service. Each read, open and show takes the next queued behavior of its kind. */
final class FakeImage {
    final AtomicInteger shows = new AtomicInteger();
    final AtomicInteger opens = new AtomicInteger();
    final AtomicInteger sourcesOpen = new AtomicInteger();
    final AtomicInteger bodiesOpen = new AtomicInteger();
    final Queue<Long> offsets = new ConcurrentLinkedQueue<>();
    final Queue<ImageRequest> requests = new ConcurrentLinkedQueue<>();
    private final Deque<ReadBehavior> pendingReads = new ConcurrentLinkedDeque<>();
    private final Deque<CallBehavior> pendingShows = new ConcurrentLinkedDeque<>();
    private final Deque<CallBehavior> pendingOpens = new ConcurrentLinkedDeque<>();
    private volatile byte[] bytes;
    private volatile ImageInfo info;
    private volatile @Nullable List<Location> locations;
    private volatile @Nullable List<Location> cachedLocations;
    private volatile ImageSource.@Nullable LocalFile file;
    private volatile boolean anonymous;

    /** The behavior of one read. */
    @FunctionalInterface
    interface ReadBehavior {
        Body read(FakeImage image, long offset, Call call) throws ImageException;
    }

    /** The behavior of one show or open: fails, or does something before it succeeds. */
    @FunctionalInterface
    interface CallBehavior {
        void run(Call call) throws ImageException;
    }

    private FakeImage(byte[] bytes, ImageInfo info) {
        this.bytes = bytes;
        this.info = info;
    }

    /** Creates an image with a size, but without a version. */
    static FakeImage of(byte[] bytes) {
        return new FakeImage(bytes, ImageInfo.builder().size(bytes.length).build());
    }

    FakeImage info(java.util.function.UnaryOperator<ImageInfo.Builder> change) {
        info = change.apply(info.toBuilder()).build();
        return this;
    }

    FakeImage version(String text) {
        return info(info -> info.version(text));
    }

    /** Replaces the info as a whole. */
    FakeImage replaceInfo(ImageInfo other) {
        info = other;
        return this;
    }

    FakeImage locatedAt(Location... all) {
        locations = List.of(all);
        return this;
    }

    /** Sets the locations that a cache on the way returns. */
    FakeImage cachedLocatedAt(Location... all) {
        cachedLocations = List.of(all);
        return this;
    }

    /** Declares that the bytes are read without credentials. */
    FakeImage anonymous() {
        anonymous = true;
        return this;
    }

    FakeImage inFile(ImageSource.LocalFile local) {
        file = local;
        return this;
    }

    FakeImage thenReads(ReadBehavior... next) {
        pendingReads.addAll(List.of(next));
        return this;
    }

    FakeImage thenShows(CallBehavior... next) {
        pendingShows.addAll(List.of(next));
        return this;
    }

    FakeImage thenOpens(CallBehavior... next) {
        pendingOpens.addAll(List.of(next));
        return this;
    }

    void replaceBytes(byte[] other, ImageInfo described) {
        bytes = other;
        info = described;
    }

    byte[] bytes() {
        return bytes;
    }

    ImageInfo info() {
        return info;
    }

    ImageInfo show(ImageRequest request, Call call) throws ImageException {
        shows.incrementAndGet();
        requests.add(request);
        next(pendingShows).run(call);
        return info;
    }

    ImageSource open(ImageRequest request, Call call) throws ImageException {
        opens.incrementAndGet();
        requests.add(request);
        next(pendingOpens).run(call);
        List<Location> cached = cachedLocations;
        List<Location> current = cached == null || request.noCache() ? locations : cached;
        if (current != null) {
            return new ImageSource.Locations(current);
        }
        sourcesOpen.incrementAndGet();
        return new Source();
    }

    /** Returns the correct rest of the image. */
    Body from(long offset) {
        return body(stream(offset), offset, OptionalLong.of(bytes.length));
    }

    Body body(InputStream stream, long offset, OptionalLong total) {
        bodiesOpen.incrementAndGet();
        return Body.of(new CountedStream(stream, bodiesOpen), offset, total);
    }

    Body coded(InputStream stream, String coding) {
        bodiesOpen.incrementAndGet();
        return Body.coded(new CountedStream(stream, bodiesOpen), coding);
    }

    InputStream stream(long offset) {
        return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
    }

    private static CallBehavior next(Deque<CallBehavior> from) {
        CallBehavior next = from.pollFirst();
        return next == null ? call -> {} : next;
    }

    private final class Source implements ImageSource.Bytes {
        private boolean closed;

        @Override
        public Body read(long offset, long limit, Call call) throws ImageException {
            offsets.add(offset);
            ReadBehavior next = pendingReads.pollFirst();
            return next == null ? from(offset) : next.read(FakeImage.this, offset, call);
        }

        @Override
        public Optional<LocalFile> file() {
            return Optional.ofNullable(file);
        }

        @Override
        public boolean anonymous() {
            return anonymous;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                sourcesOpen.decrementAndGet();
            }
        }
    }

    /** A stream that counts the open bodies. */
    private static final class CountedStream extends java.io.FilterInputStream {
        private final AtomicInteger open;
        private boolean closed;

        CountedStream(InputStream stream, AtomicInteger open) {
            super(stream);
            this.open = open;
        }

        @Override
        public void close() throws java.io.IOException {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
            super.close();
        }
    }
}
