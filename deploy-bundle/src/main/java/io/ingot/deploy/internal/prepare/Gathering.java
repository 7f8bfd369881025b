// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.Progress;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedImage;
import io.ingot.image.deploy.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** All images of one plan on their way, in parallel: all arrive, or the first failure ends the others. */
final class Gathering {
    private static final long TICK_MILLIS = 200;

    private final ImageFetcher fetcher;
    private final PreparationListener listener;
    private final Call call;
    private final Map<Role, Fetch> fetches = new LinkedHashMap<>(); // guarded by itself, in the order of the plan
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Gathering(ImageFetcher fetcher, PreparationListener listener, Call call) {
        this.fetcher = fetcher;
        this.listener = listener;
        this.call = call;
    }

    /**
     * Fetches each to its name in a folder; when this returns or throws, nothing is under way.
     *
     * @throws ImageException what the first that failed did, or what ended the call
     */
    List<PreparedImage> fetch(List<PlannedImage> images, Path folder) throws ImageException {
        try (Call.Escape escape = call.onCancel(this::cancel)) {
            begin(images, folder);
            awaitAll();
        }
        listener.progress(progress());
        Throwable first = failure.get();
        if (first != null) {
            throw thrown(first);
        }
        call.check();
        List<PreparedImage> arrived = new ArrayList<>();
        for (Map.Entry<Role, Fetch> fetch : snapshot().entrySet()) {
            arrived.add(new PreparedImage(fetch.getKey(), fetch.getValue().join()));
        }
        return arrived;
    }

    private void begin(List<PlannedImage> images, Path folder) {
        for (PlannedImage image : images) {
            if (failure.get() != null || call.ended()) {
                return;
            }
            FetchRequest wanted = image.fetch(folder.resolve(image.file()));
            try {
                Fetch fetch =
                        fetcher.fetch(call.remaining().map(wanted::timeout).orElse(wanted));
                synchronized (fetches) {
                    fetches.put(image.role(), fetch);
                }
                fetch.result().whenComplete((arrived, failed) -> {
                    if (failed != null && failure.compareAndSet(null, failed)) {
                        cancel();
                    }
                });
            } catch (ImageException e) {
                if (failure.compareAndSet(null, e)) {
                    cancel();
                }
            }
        }
        if (call.ended()) {
            cancel();
        }
    }

    private void awaitAll() {
        CompletableFuture<Void> all = CompletableFuture.allOf(snapshot().values().stream()
                .map(fetch -> fetch.result().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
        boolean interrupted = false;
        while (true) {
            try {
                all.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
                break;
            } catch (TimeoutException e) {
                listener.progress(progress());
            } catch (InterruptedException e) {
                interrupted = true;
                call.cancel("interrupted");
            } catch (ExecutionException e) {
                if (failure.get() == null) {
                    failure.compareAndSet(null, e.getCause());
                }
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void cancel() {
        snapshot().values().forEach(Fetch::cancel);
    }

    private Map<Role, Progress> progress() {
        Map<Role, Progress> progress = new EnumMap<>(Role.class);
        snapshot().forEach((role, fetch) -> progress.put(role, fetch.progress()));
        return progress;
    }

    private Map<Role, Fetch> snapshot() {
        synchronized (fetches) {
            return new LinkedHashMap<>(fetches);
        }
    }

    /** What was cancelled because the call ended says why the call did. */
    private ImageException thrown(Throwable first) throws ImageException {
        Throwable cause = first instanceof CompletionException && first.getCause() != null ? first.getCause() : first;
        if (cause instanceof ImageException known) {
            if (known.code() == ErrorCode.CANCELLED || known.code() == ErrorCode.TIMED_OUT) {
                call.check();
            }
            return known;
        }
        if (cause instanceof Error defect) {
            throw defect;
        }
        throw new IllegalStateException("a fetch ended in a way it should not", cause);
    }
}
