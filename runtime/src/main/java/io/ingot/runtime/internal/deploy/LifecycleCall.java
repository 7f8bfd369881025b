// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/** A call of a bundle's lifecycle that is abandoned if it does not return in time. */
final class LifecycleCall {
    /** How long a bundle of the deploy folder may take before the others continue. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private final Duration limit;

    LifecycleCall(Duration limit) {
        this.limit = limit;
    }

    /** A lifecycle operation of a bundle. */
    @FunctionalInterface
    interface Action {
        void run() throws BundleException;
    }

    /**
     * Runs an action on another thread.
     *
     * @return whether the action has returned in time; if not, it continues
     */
    boolean completesInTime(Action action) throws BundleException {
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
            throw new BundleException("its activator failed: " + e.getCause(), e);
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
