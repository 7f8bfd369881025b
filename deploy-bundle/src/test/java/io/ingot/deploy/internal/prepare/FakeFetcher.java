// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine whose store is a folder: each image is a hard link of the file that its path names there. What the store does
 * not have fails; {@code wait://} waits until it is cancelled.
 */
final class FakeFetcher implements ImageFetcher {
    private final Path store;
    private final List<FakeFetch> asked = new CopyOnWriteArrayList<>();

    FakeFetcher(Path store) {
        this.store = store;
    }

    List<Fetch> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Fetch fetch(FetchRequest request) {
        FakeFetch fetch = new FakeFetch(request);
        asked.add(fetch);
        if (!fetch.reference().scheme().equals("wait")) {
            fetch.end(store);
        }
        return fetch;
    }

    @Override
    public FetchPreview preview(FetchRequest request, Call call) {
        throw new AssertionError("a plan that is done is not asked about again");
    }

    @Override
    public List<Fetch> running() {
        return new ArrayList<>(asked);
    }

    private static final class FakeFetch implements Fetch {
        private final FetchRequest request;
        private final CompletableFuture<FetchedImage> result = new CompletableFuture<>();

        FakeFetch(FetchRequest request) {
            this.request = request;
        }

        void end(Path store) {
            Path held = store.resolve(reference().path().substring(1));
            try {
                if (Files.notExists(held)) {
                    result.completeExceptionally(
                            new ImageException(ErrorCode.NOT_FOUND, reference() + " is not there"));
                    return;
                }
                Files.deleteIfExists(destination());
                Files.createLink(destination(), held);
                result.complete(FetchedImage.builder(
                                reference(), destination(), ImageInfo.builder().build())
                        .size(Files.size(held))
                        .source(FetchedImage.Source.STORE)
                        .warnings(held.endsWith("doubtful") ? List.of("it is doubtful") : List.of())
                        .build());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
            return Progress.of(result.isDone() ? Progress.Phase.DONE : Progress.Phase.TRANSFERRING);
        }

        @Override
        public void cancel() {
            result.completeExceptionally(new ImageException(ErrorCode.CANCELLED, "cancelled"));
        }

        @Override
        public FetchedImage join() throws ImageException {
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof ImageException known) {
                    throw known;
                }
                throw new AssertionError(e);
            }
        }

        @Override
        public CompletionStage<FetchedImage> result() {
            return result;
        }
    }
}
