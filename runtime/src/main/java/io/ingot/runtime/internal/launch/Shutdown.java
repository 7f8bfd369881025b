// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.common.command.CommandError;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The shutdown of the process. On SIGINT and SIGTERM, the command is cancelled and reports that; then the process ends
 * with 128 plus the number of the signal, and its temporary files are deleted. After a {@code System.exit} of a bundle
 * or library, the command is cancelled as well; the process then fails regardless of the given status, and its last
 * line names the caller.
 */
final class Shutdown {
    private static final long TIMEOUT_SECONDS = 30;
    private static final long TIMEOUT_AFTER_EXIT_SECONDS = 5;

    private final Thread launcher = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean shuttingDown;
    private volatile Runnable cancel = () -> {};

    /**
     * Installs the shutdown hook.
     *
     * @param exiting is called immediately on a {@code System.exit}; returns the message for it
     * @param exited prints that message at the end; the exit status is 1
     */
    void install(Function<ExitCaller, String> exiting, Consumer<String> exited) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run(exiting, exited), "ingot-shutdown"));
    }

    /** Sets the action that cancels what runs now. */
    void onSignal(Runnable action) {
        cancel = action;
        if (shuttingDown) {
            action.run();
        }
    }

    /** Whether the process is being shut down by something other than its command. */
    boolean signalled() {
        return shuttingDown;
    }

    /**
     * Reports that the command has ended and cleaned up. Does not return during a shutdown by a signal: an exit of this
     * thread would replace the exit status.
     */
    void ended() {
        ended.countDown();
        while (shuttingDown) {
            LockSupport.park(this);
        }
    }

    private void run(Function<ExitCaller, String> exiting, Consumer<String> exited) {
        if (ended.getCount() == 0) {
            return;
        }
        Optional<ExitCaller> caller = ExitCaller.find();
        if (caller.isEmpty()) {
            shuttingDown = true;
            end(TIMEOUT_SECONDS);
            return;
        }
        String message = exiting.apply(caller.get());
        shuttingDown = true;
        if (!caller.get().thread().equals(launcher)) { // the launcher's thread would not end any more
            end(TIMEOUT_AFTER_EXIT_SECONDS);
        }
        exited.accept(message);
        Runtime.getRuntime().halt(CommandError.INTERNAL.exitStatus());
    }

    private void end(long timeoutSeconds) {
        cancel.run();
        try {
            if (!ended.await(timeoutSeconds, TimeUnit.SECONDS)) {
                System.err.println("ingot: gave up waiting for the command to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
