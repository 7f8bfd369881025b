// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What happens on SIGINT and SIGTERM: the command is ended, and says so; then the process ends, with 128 and the number
 * of the signal. Afterwards nothing is left behind.
 */
final class Shutdown {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean signalled;
    private volatile Runnable cancel = () -> {};

    /** Listens to signals from now on. */
    void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "ingot-shutdown"));
    }

    /** Says how what runs now is ended. */
    void onSignal(Runnable action) {
        cancel = action;
        if (signalled) {
            action.run();
        }
    }

    /** Whether the process is being ended from outside. */
    boolean signalled() {
        return signalled;
    }

    /**
     * The command has ended, and everything is put away. Does not return if that was on a signal: the process ends with its
     * status then, which an exit of this thread in the last moment would replace by its own.
     */
    void ended() {
        ended.countDown();
        while (signalled) {
            LockSupport.park(this);
        }
    }

    private void run() {
        if (ended.getCount() == 0) {
            return;
        }
        signalled = true;
        cancel.run();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("ingot: gave up waiting for the command to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
