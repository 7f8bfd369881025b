// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.Progress;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/** Fetches the images of a plan in parallel; the first failure cancels the others. For one run. */
final class ParallelFetch {
    private final ImageFetcher fetcher;
    private final List<PlannedImage> images;
    private final Call call;
    private final List<Fetch> fetches = new CopyOnWriteArrayList<>();

    ParallelFetch(ImageFetcher fetcher, List<PlannedImage> images, Call call) {
        this.fetcher = fetcher;
        this.images = images;
        this.call = call;
    }

    /**
     * Fetches all images, and returns the results in the order of the plan. When it returns, no fetch runs any more.
     *
     * @param destination the destination of a file, by its name
     * @throws ImageException if the call ended, or with the failure of the first image that failed
     */
    List<FetchedImage> fetchAll(Function<String, Path> destination, PreparationListener listener)
            throws ImageException {
        call.check();
        Call.Registration registration = call.onCancel(this::cancel);
        try {
            start(destination);
            return await(listener);
        } catch (ImageException e) {
            call.check();
            throw e;
        } finally {
            registration.close();
        }
    }

    private void start(Function<String, Path> destination) throws ImageException {
        try {
            for (PlannedImage image : images) {
                fetches.add(fetcher.fetch(image.fetch(destination.apply(image.file()))));
                if (call.isEnded()) { // perhaps before cancel() saw this fetch
                    cancel();
                }
            }
        } catch (ImageException | RuntimeException | Error e) {
            cancel();
            awaitTermination();
            throw e;
        }
    }

    private List<FetchedImage> await(PreparationListener listener) throws ImageException {
        try (ProgressNotifier notifier = ProgressNotifier.start(this::progress, listener)) {
            return awaitAll();
        } finally {
            cancel();
            awaitTermination();
        }
    }

    private List<FetchedImage> awaitAll() throws ImageException {
        BlockingQueue<Fetch> ended = new LinkedBlockingQueue<>();
        fetches.forEach(fetch -> fetch.result().whenComplete((image, failure) -> ended.add(fetch)));
        try {
            for (int count = 0; count < fetches.size(); count++) {
                ended.take().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(
                    ErrorCode.CANCELLED, "the thread was interrupted while it waited for the images", e);
        }
        List<FetchedImage> fetched = new ArrayList<>();
        for (Fetch fetch : fetches) {
            fetched.add(fetch.join());
        }
        return fetched;
    }

    /** Waits until all fetches have ended. Ignores and keeps the interrupt flag. */
    private void awaitTermination() {
        for (Fetch fetch : fetches) {
            fetch.result()
                    .handle((image, failure) -> fetch)
                    .toCompletableFuture()
                    .join();
        }
    }

    private void cancel() {
        fetches.forEach(Fetch::cancel);
    }

    private Map<Role, Progress> progress() {
        Map<Role, Progress> progress = new EnumMap<>(Role.class);
        for (int index = 0; index < fetches.size(); index++) {
            progress.put(images.get(index).role(), fetches.get(index).progress());
        }
        return Collections.unmodifiableMap(progress);
    }
}
