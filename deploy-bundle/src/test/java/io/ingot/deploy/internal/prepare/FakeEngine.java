// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.Call;
import io.ingot.image.Checksum;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An engine that completes each fetch immediately, or not before it is cancelled. The bytes of an image are its reference. */
public final class FakeEngine implements ImageFetcher {
    final List<FakeFetch> begun = new CopyOnWriteArrayList<>();
    private final Map<String, ImageException> failures = new HashMap<>();
    private final Set<String> endless = new HashSet<>();
    private final @Nullable Path store;

    private FakeEngine(@Nullable Path store) {
        this.store = store;
    }

    /** An engine that writes a file for each fetch. */
    public static FakeEngine copying() {
        return new FakeEngine(null);
    }

    /** An engine that has one file for each reference, and links it to the destinations. */
    static FakeEngine linking(Path store) {
        return new FakeEngine(store);
    }

    FakeEngine failing(String reference, ErrorCode code) {
        failures.put(reference, new ImageException(code, "no " + reference));
        return this;
    }

    public FakeEngine endless(String reference) {
        endless.add(reference);
        return this;
    }

    @Override
    public Fetch fetch(FetchRequest request) {
        String reference = request.image().reference().toString();
        FakeFetch fetch = new FakeFetch(request);
        begun.add(fetch);
        if (failures.containsKey(reference)) {
            fetch.end.completeExceptionally(failures.get(reference));
        } else if (!endless.contains(reference)) {
            fetch.end.complete(write(request, reference));
        }
        return fetch;
    }

    private FetchedImage write(FetchRequest request, String bytes) {
        try {
            if (store == null) {
                Files.writeString(request.destination(), bytes);
            } else {
                Path stored = store.resolve(Integer.toHexString(bytes.hashCode()));
                if (!Files.exists(stored)) {
                    Files.writeString(stored, bytes);
                }
                Files.createLink(request.destination(), stored);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FetchedImage.builder(
                        request.image().reference(),
                        request.destination(),
                        ImageInfo.builder().build())
                .size(bytes.length())
                .digests(List.of(new Checksum("sha256", "ab".repeat(32))))
                .warnings(List.of("it is fake"))
                .build();
    }

    @Override
    public List<Fetch> running() {
        return List.of();
    }

    @Override
    public FetchPreview preview(FetchRequest request, Call call) {
        throw new AssertionError("prepare does not preview");
    }

    /** A fetch that can be completed or cancelled. */
    public static final class FakeFetch implements Fetch {
        private final FetchRequest request;
        private final CompletableFuture<FetchedImage> end = new CompletableFuture<>();

        private FakeFetch(FetchRequest request) {
            this.request = request;
        }

        boolean ended() {
            return end.isDone();
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
            return Progress.of(ended() ? FetchPhase.DONE : FetchPhase.TRANSFERRING);
        }

        @Override
        public void cancel() {
            end.completeExceptionally(new ImageException(ErrorCode.CANCELLED, "the fetch was cancelled"));
        }

        @Override
        public FetchedImage join() throws ImageException {
            try {
                return end.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof ImageException known) {
                    throw known;
                }
                throw e;
            }
        }

        @Override
        public CompletionStage<FetchedImage> result() {
            return end.minimalCompletionStage();
        }
    }
}
