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
 * What happens on SIGINT and SIGTERM: the command is ended, and says so; then the process ends, with 128 and the number
 * of the signal. Afterwards nothing is left behind. A {@code System.exit} of a bundle or library ends the command, too;
 * the process then fails, whatever status was given, and its last line names who did it.
 */
final class Shutdown {
    private static final long PATIENCE_SECONDS = 30;
    private static final long PATIENCE_AFTER_EXIT_SECONDS = 5;

    private final Thread launcher = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean ending;
    private volatile Runnable cancel = () -> {};

    /**
     * Listens from now on.
     *
     * @param exiting is called at once on a {@code System.exit}; answers with what to say of it
     * @param exited says that at the end; the exit status is 1
     */
    void install(Function<ExitCaller, String> exiting, Consumer<String> exited) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run(exiting, exited), "ingot-shutdown"));
    }

    /** Says how what runs now is ended. */
    void onSignal(Runnable action) {
        cancel = action;
        if (ending) {
            action.run();
        }
    }

    /** Whether the process is being ended, by something other than its command. */
    boolean signalled() {
        return ending;
    }

    /**
     * The command has ended, and everything is put away. Does not return if that was on a signal: the process ends with its
     * status then, which an exit of this thread in the last moment would replace by its own.
     */
    void ended() {
        ended.countDown();
        while (ending) {
            LockSupport.park(this);
        }
    }

    private void run(Function<ExitCaller, String> exiting, Consumer<String> exited) {
        if (ended.getCount() == 0) {
            return;
        }
        Optional<ExitCaller> culprit = ExitCaller.find();
        if (culprit.isEmpty()) {
            ending = true;
            end(PATIENCE_SECONDS);
            return;
        }
        String sentence = exiting.apply(culprit.get());
        ending = true;
        if (!culprit.get().thread().equals(launcher)) { // that one will not come to its end any more
            end(PATIENCE_AFTER_EXIT_SECONDS);
        }
        exited.accept(sentence);
        Runtime.getRuntime().halt(CommandError.INTERNAL.exitStatus());
    }

    private void end(long patienceSeconds) {
        cancel.run();
        try {
            if (!ended.await(patienceSeconds, TimeUnit.SECONDS)) {
                System.err.println("ingot: gave up waiting for the command to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
