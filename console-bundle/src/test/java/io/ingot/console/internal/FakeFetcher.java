// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An engine that ends each fetch immediately with a given result, or only when it is cancelled. */
final class FakeFetcher implements ImageFetcher {
    final List<FetchRequest> requests = new ArrayList<>();
    final List<Fetch> running = new ArrayList<>();
    private final List<FakeFetch> begun = new CopyOnWriteArrayList<>();
    final List<FetchRequest> previewed = new ArrayList<>();
    final CountDownLatch started = new CountDownLatch(1);
    private @Nullable UnaryOperator<FetchedImage.Builder> facts;
    private @Nullable ImageException failure;
    private @Nullable Function<FetchRequest, FetchPreview> preview;

    void succeed(UnaryOperator<FetchedImage.Builder> withFacts) {
        facts = withFacts;
    }

    void fail(ImageException with) {
        failure = with;
    }

    void preview(Function<FetchRequest, FetchPreview> with) {
        preview = with;
    }

    /** Cancels every fetch that has begun. */
    void cancelAll() {
        begun.forEach(FakeFetch::cancel);
    }

    /** Adds a running fetch. */
    void underWay(FetchRequest request, Progress progress) {
        running.add(new FakeFetch(request, progress));
    }

    @Override
    public Fetch fetch(FetchRequest request) {
        requests.add(request);
        FakeFetch fetch = new FakeFetch(request, Progress.of(FetchPhase.TRANSFERRING));
        if (failure != null) {
            fetch.end.completeExceptionally(failure);
        } else if (facts != null) {
            fetch.end.complete(facts.apply(FetchedImage.builder(
                            request.image().reference(),
                            request.destination(),
                            ImageInfo.builder().build()))
                    .build());
        }
        begun.add(fetch);
        started.countDown();
        return fetch;
    }

    @Override
    public List<Fetch> running() {
        return running;
    }

    @Override
    public FetchPreview preview(FetchRequest request, Call call) throws ImageException {
        previewed.add(request);
        if (preview == null) {
            throw new ImageException(ErrorCode.NOT_FOUND, "no image " + request.image());
        }
        return preview.apply(request);
    }

    private static final class FakeFetch implements Fetch {
        private final FetchRequest request;
        private final Progress progress;
        private final CompletableFuture<FetchedImage> end = new CompletableFuture<>();

        private FakeFetch(FetchRequest request, Progress progress) {
            this.request = request;
            this.progress = progress;
        }

        @Override
        public ImageReference reference() {
            return request.image().reference();
        }

        @Override
        public Path destination() {
            return request.destination();
        }

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public void cancel() {
            end.completeExceptionally(new ImageException(ErrorCode.CANCELLED, "the fetch was cancelled")
                    .withDetails(List.of("toy 1.0.0 hangs")));
        }

        @Override
        public FetchedImage join() {
            throw new AssertionError("a command waits for the result");
        }

        @Override
        public CompletionStage<FetchedImage> result() {
            return end.minimalCompletionStage();
        }
    }
}
