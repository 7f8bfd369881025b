// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/** Starts or stops the code of a bundle, and leaves it behind where it does not return in time. */
final class LifecycleCall {
    /** How long a bundle of the deploy folder may take before the others go on. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final Duration limit;

    LifecycleCall(Duration limit) {
        this.limit = limit;
    }

    /** What a bundle is told to do. */
    @FunctionalInterface
    interface Action {
        void run() throws BundleException;
    }

    /**
     * Runs an action on a thread of its own.
     *
     * @return whether it has returned in time; if not, it goes on
     */
    boolean returned(Action action) throws BundleException {
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(action, end), "ingot-deploy");
        thread.setDaemon(true);
        thread.start();
        try {
            return end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException known) {
                throw known;
            }
            throw new BundleException("it broke: " + e.getCause(), e);
        }
    }

    private static void run(Action action, CompletableFuture<Boolean> end) {
        try {
            action.run();
            end.complete(true);
        } catch (Throwable e) { // the waiting thread gets it
            end.completeExceptionally(e);
        }
    }
}
