// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deadline and cancellation of a piece of work. Calls form a tree: a child ends with its parent, but not the other
 * way round. Safe for concurrent use.
 *
 * <p>The code that does the work calls {@link #check} in its loops, and registers a cancellation handler where it
 * blocks:
 *
 * <pre>{@code
 * try (Call.Registration registration = call.onCancel(request::cancel)) {
 *     return request.execute();
 * }
 * }</pre>
 *
 * <p>The code that creates a call closes it, with try-with-resources. A call that is dropped without being closed stays
 * reachable from its parent and its timer, together with its handlers.
 */
public final class Call implements AutoCloseable {
    private final @Nullable Call parent;
    private final @Nullable Duration limit;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Void> timer = new CompletableFuture<>();
    private final Set<Call> children = new LinkedHashSet<>();
    private final Set<Registration> registrations = new LinkedHashSet<>();
    private @Nullable ErrorCode endCode;
    private String endReason = "";
    private boolean closed;

    private Call(@Nullable Call parent, @Nullable Duration limit) {
        this.parent = parent;
        this.limit = limit;
    }

    /** Returns a new call without a deadline. */
    public static Call start() {
        return new Call(null, null);
    }

    /** Returns a new call that ends with TIMED_OUT after {@code limit}. */
    public static Call within(Duration limit) {
        Call call = new Call(null, limit);
        call.startTimer(limit);
        return call;
    }

    /** Returns a new call that ends when this one does; it has ended already if this one has. */
    public Call child() {
        return adopt(new Call(this, null));
    }

    /** Returns a new call that ends when this one does, or with TIMED_OUT after {@code limit}. */
    public Call child(Duration limit) {
        Call child = adopt(new Call(this, limit));
        child.startTimer(limit);
        return child;
    }

    /** Ends this call and its children with CANCELLED. */
    public void cancel(String reason) {
        end(ErrorCode.CANCELLED, reason);
    }

    /**
     * Ends this call and its children, and runs their handlers on this thread. Only the first end counts, and a passed
     * deadline is one; further ends have no effect, nor does the end of a closed call.
     *
     * @param code the code that {@link #check} throws from now on
     * @param reason the message of that exception
     */
    public void end(ErrorCode code, String reason) {
        Objects.requireNonNull(code);
        Objects.requireNonNull(reason);
        expire();
        List<Registration> toRun;
        List<Call> toEnd;
        ErrorCode first;
        String firstReason;
        synchronized (this) {
            if (closed) {
                return;
            }
            endWith(code, reason);
            first = Objects.requireNonNull(endCode);
            firstReason = endReason;
            toRun = List.copyOf(registrations);
            toEnd = List.copyOf(children);
            registrations.clear();
        }
        timer.complete(null);
        runAll(Stream.concat(
                toEnd.stream().<Runnable>map(child -> () -> child.end(first, firstReason)),
                toRun.stream().map(registration -> registration.action)));
    }

    /** Returns whether this call has ended: by {@link #end}, its parent or its deadline. */
    public boolean isEnded() {
        return endCode().isPresent();
    }

    /** Returns the code that this call ended with; absent while it runs. */
    public Optional<ErrorCode> endCode() {
        expire();
        synchronized (this) {
            return Optional.ofNullable(endCode);
        }
    }

    /** Returns the time left, at least zero; absent if neither this call nor an ancestor has a deadline. */
    public Optional<Duration> remaining() {
        Optional<Duration> inherited = parent == null ? Optional.empty() : parent.remaining();
        if (limit == null) {
            return inherited;
        }
        Duration own = Duration.ofNanos(Math.max(0, nanos(limit) - (System.nanoTime() - startNanos)));
        return inherited.filter(limit -> limit.compareTo(own) < 0).or(() -> Optional.of(own));
    }

    /**
     * Checks that this call has not ended.
     *
     * @throws ImageException if it has ended, with the code and reason of the end
     */
    public void check() throws ImageException {
        expire();
        ErrorCode code;
        String reason;
        synchronized (this) {
            code = endCode;
            reason = endReason;
        }
        if (code != null) {
            throw new ImageException(code, reason);
        }
    }

    /**
     * Registers a handler that unblocks the work when this call ends. It runs immediately if the call has ended. It
     * runs at most once, on the thread that ends the call, or on a separate thread at the deadline, and must not block.
     * If a handler throws, the others still run.
     *
     * @return the registration, to be closed after the blocking part
     */
    public Registration onCancel(Runnable action) {
        expire();
        Registration registration = new Registration(this, action);
        boolean hasEnded;
        synchronized (this) {
            hasEnded = endCode != null;
            if (!hasEnded && !closed) {
                registrations.add(registration);
            }
        }
        if (hasEnded) {
            action.run();
        }
        return registration;
    }

    /**
     * Releases the timer, the children and the handlers without running any, and detaches this call from its parent.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            children.clear();
            registrations.clear();
        }
        timer.complete(null);
        if (parent != null) {
            parent.forget(this);
        }
    }

    /**
     * Records the end of an ancestor, and a passed deadline: the timer thread, which runs the handlers, may be late.
     */
    private void expire() {
        if (parent != null) {
            parent.expire();
            parent.propagateEndTo(this);
        }
        if (limit != null && System.nanoTime() - startNanos >= nanos(limit)) {
            endWith(ErrorCode.TIMED_OUT, timeoutMessage(limit));
        }
    }

    private void propagateEndTo(Call child) {
        ErrorCode code;
        String reason;
        synchronized (this) {
            code = endCode;
            reason = endReason;
        }
        if (code != null) {
            child.endWith(code, reason);
        }
    }

    /** Records an end, unless there is one. */
    private synchronized void endWith(ErrorCode code, String reason) {
        if (!closed && endCode == null) {
            endCode = code;
            endReason = reason;
        }
    }

    private static String timeoutMessage(Duration limit) {
        return "timed out after " + limit.toMillis() + " ms";
    }

    private Call adopt(Call child) {
        expire();
        ErrorCode code;
        String reason;
        synchronized (this) {
            code = endCode;
            reason = endReason;
            if (code == null && !closed) {
                children.add(child);
            }
        }
        if (code != null) {
            child.end(code, reason);
        }
        return child;
    }

    private synchronized void forget(Call child) {
        children.remove(child);
    }

    private synchronized void forget(Registration registration) {
        registrations.remove(registration);
    }

    /** Schedules the timeout on the JDK's delay thread, which drops it once {@link #timer} completes. */
    @SuppressWarnings("FutureReturnValueIgnored") // the dependent stage has no result
    private void startTimer(Duration limit) {
        timer.orTimeout(nanos(limit), TimeUnit.NANOSECONDS).whenComplete((nothing, timeout) -> {
            if (timeout != null) {
                runOnNewThread(() -> end(ErrorCode.TIMED_OUT, timeoutMessage(limit)));
            }
        });
    }

    /** Runs a task off the delay thread: a handler that blocks there would stop every timer of the process. */
    private static void runOnNewThread(Runnable task) {
        Thread thread = new Thread(task, "ingot-call-end");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // the JDK throws this if the system has no more threads
            task.run();
        }
    }

    /** Runs all handlers. One of a bundle that has left may throw a LinkageError; the others still run. */
    private static void runAll(Stream<Runnable> actions) {
        List<Throwable> thrown = new ArrayList<>();
        actions.forEach(action -> {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                thrown.add(e);
            }
        });
        if (!thrown.isEmpty()) {
            throwFirst(thrown);
        }
    }

    private static void throwFirst(List<Throwable> thrown) {
        Throwable first = thrown.get(0);
        thrown.stream().filter(other -> other != first).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) first;
    }

    private static long nanos(Duration limit) {
        return limit.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE / 4 : limit.toNanos();
    }

    /** A registered handler. Closing it removes the handler. */
    public static final class Registration implements AutoCloseable {
        private final Call call;
        private final Runnable action;

        private Registration(Call call, Runnable action) {
            this.call = call;
            this.action = Objects.requireNonNull(action);
        }

        /** Removes the handler: an end of the call no longer runs it. It may be running already. */
        @Override
        public void close() {
            call.forget(this);
        }
    }
}
