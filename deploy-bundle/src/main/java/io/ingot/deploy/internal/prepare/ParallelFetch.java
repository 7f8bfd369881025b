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

/** The images of a plan being fetched, all at once; the first failure ends the others. For one run. */
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
     * Fetches all, and answers in the order of the plan. No fetch is under way any more when it returns.
     *
     * @param destination where the file of a name goes
     * @throws ImageException what ended the call, or what the first image failed with
     */
    List<FetchedImage> fetchAll(Function<String, Path> destination, PreparationListener listener) throws ImageException {
        call.check();
        Call.Registration escape = call.onCancel(this::cancel);
        try {
            start(destination);
            return await(listener);
        } catch (ImageException e) {
            call.check();
            throw e;
        } finally {
            escape.close();
        }
    }

    private void start(Function<String, Path> destination) throws ImageException {
        try {
            for (PlannedImage image : images) {
                fetches.add(fetcher.fetch(image.fetch(destination.apply(image.file()))));
                if (call.ended()) { // perhaps before this one was among those that the end cancels
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
        try (ProgressNotifier teller = ProgressNotifier.start(this::progress, listener)) {
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
            throw new ImageException(ErrorCode.CANCELLED, "the thread that waited for the images was interrupted", e);
        }
        List<FetchedImage> fetched = new ArrayList<>();
        for (Fetch fetch : fetches) {
            fetched.add(fetch.join());
        }
        return fetched;
    }

    /** Whatever the interrupt flag says, which is kept. */
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
