// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
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
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An engine that ends each fetch at once, as it is told to, or not before it is cancelled. */
final class FakeFetcher implements ImageFetcher {
    final List<FetchRequest> requests = new ArrayList<>();
    final CountDownLatch started = new CountDownLatch(1);
    private @Nullable UnaryOperator<FetchedImage.Builder> facts;
    private @Nullable ImageException failure;

    void succeed(UnaryOperator<FetchedImage.Builder> withFacts) {
        facts = withFacts;
    }

    void fail(ImageException with) {
        failure = with;
    }

    @Override
    public Fetch fetch(FetchRequest request) {
        requests.add(request);
        FakeFetch fetch = new FakeFetch(request);
        if (failure != null) {
            fetch.end.completeExceptionally(failure);
        } else if (facts != null) {
            fetch.end.complete(facts.apply(FetchedImage.builder(
                            request.image().reference(),
                            request.destination(),
                            ImageInfo.builder().build()))
                    .build());
        }
        started.countDown();
        return fetch;
    }

    @Override
    public List<Fetch> running() {
        return List.of();
    }

    @Override
    public FetchPreview preview(FetchRequest request, Call call) {
        throw new AssertionError("no command previews");
    }

    private static final class FakeFetch implements Fetch {
        private final FetchRequest request;
        private final CompletableFuture<FetchedImage> end = new CompletableFuture<>();

        private FakeFetch(FetchRequest request) {
            this.request = request;
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
            return Progress.of(Progress.Phase.TRANSFERRING);
        }

        @Override
        public void cancel() {
            end.completeExceptionally(new ImageException(ErrorCode.CANCELLED, "the fetch was cancelled"));
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
