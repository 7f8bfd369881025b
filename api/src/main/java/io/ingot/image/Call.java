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
 * The time that some work may take, and the way to end it from outside. Calls form a tree: a child ends with its
 * parent, never the other way. Safe for concurrent use.
 *
 * <p>Whoever does the work calls {@link #check} in its loops and registers an escape where it blocks:
 *
 * <pre>{@code
 * try (Call.Registration escape = call.onCancel(request::cancel)) {
 *     return request.execute();
 * }
 * }</pre>
 *
 * <p>Who makes a call closes it, in try-with-resources: a call that is merely dropped stays known to its parent and to
 * its timer, and holds whatever its escapes hold.
 */
public final class Call implements AutoCloseable {
    private final @Nullable Call parent;
    private final @Nullable Duration limit;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Void> timer = new CompletableFuture<>();
    private final Set<Call> children = new LinkedHashSet<>();
    private final Set<Registration> escapes = new LinkedHashSet<>();
    private @Nullable ErrorCode endCode;
    private String endReason = "";
    private boolean closed;

    private Call(@Nullable Call parent, @Nullable Duration limit) {
        this.parent = parent;
        this.limit = limit;
    }

    /** A call without a deadline. */
    public static Call start() {
        return new Call(null, null);
    }

    /** A call that ends with TIMED_OUT when {@code limit} has passed. */
    public static Call within(Duration limit) {
        Call call = new Call(null, limit);
        call.startTimer(limit);
        return call;
    }

    /** A call that ends when this one does; it has ended already if this one has. */
    public Call child() {
        return adopt(new Call(this, null));
    }

    /** A call that ends when this one does, or with TIMED_OUT when {@code limit} has passed. */
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
     * Ends this call and its children, and runs their escapes on this thread. The first end counts, and so does a deadline
     * that has passed; later ends, and those of a closed call, change nothing.
     *
     * @param code what {@link #check} throws from now on
     * @param reason its message
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
            toRun = List.copyOf(escapes);
            toEnd = List.copyOf(children);
            escapes.clear();
        }
        timer.complete(null);
        runAll(Stream.concat(
                toEnd.stream().<Runnable>map(child -> () -> child.end(first, firstReason)),
                toRun.stream().map(escape -> escape.action)));
    }

    /** Whether this call has ended: by {@link #end}, its parent or its deadline. */
    public boolean ended() {
        return endCode().isPresent();
    }

    /** What ended it; absent while it runs. */
    public Optional<ErrorCode> endCode() {
        expire();
        synchronized (this) {
            return Optional.ofNullable(endCode);
        }
    }

    /** The time left, zero if none is; absent if neither this call nor one above it has a deadline. */
    public Optional<Duration> remaining() {
        Optional<Duration> above = parent == null ? Optional.empty() : parent.remaining();
        if (limit == null) {
            return above;
        }
        Duration own = Duration.ofNanos(Math.max(0, nanos(limit) - (System.nanoTime() - startNanos)));
        return above.filter(limit -> limit.compareTo(own) < 0).or(() -> Optional.of(own));
    }

    /**
     * Returns while this call runs.
     *
     * @throws ImageException if it has ended, with the code and reason it ended with
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
     * Registers what unblocks the work when this call ends; runs it at once if it has ended. It runs at most once, on
     * the thread that ends the call, or on one of its own where the time has passed, and must not block. One that throws
     * does not keep the others from running.
     *
     * @return the registration, to be closed when the blocking part is over
     */
    public Registration onCancel(Runnable action) {
        expire();
        Registration escape = new Registration(this, action);
        boolean already;
        synchronized (this) {
            already = endCode != null;
            if (!already && !closed) {
                escapes.add(escape);
            }
        }
        if (already) {
            action.run();
        }
        return escape;
    }

    /** Forgets timer, children and escapes, runs none of them, and leaves the parent. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            children.clear();
            escapes.clear();
        }
        timer.complete(null);
        if (parent != null) {
            parent.forget(this);
        }
    }

    /** Notes an end above, and that the time has passed: the timer's thread, which runs the escapes, may be late. */
    private void expire() {
        if (parent != null) {
            parent.expire();
            parent.passEndTo(this);
        }
        if (limit != null && System.nanoTime() - startNanos >= nanos(limit)) {
            endWith(ErrorCode.TIMED_OUT, timeHasPassed(limit));
        }
    }

    private void passEndTo(Call child) {
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

    /** The first end counts. */
    private synchronized void endWith(ErrorCode code, String reason) {
        if (!closed && endCode == null) {
            endCode = code;
            endReason = reason;
        }
    }

    private static String timeHasPassed(Duration limit) {
        return "the time allowed, " + limit.toMillis() + " ms, has passed";
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

    private synchronized void forget(Registration escape) {
        escapes.remove(escape);
    }

    /** The JDK's own delay thread keeps the time, and drops the entry once {@link #timer} completes. */
    @SuppressWarnings("FutureReturnValueIgnored") // the stage behind the timer has nothing more to tell
    private void startTimer(Duration limit) {
        timer.orTimeout(nanos(limit), TimeUnit.NANOSECONDS).whenComplete((nothing, late) -> {
            if (late != null) {
                aside(() -> end(ErrorCode.TIMED_OUT, timeHasPassed(limit)));
            }
        });
    }

    /** Away from the delay thread: an escape that blocks would stop every timer of the process. */
    private static void aside(Runnable work) {
        Thread thread = new Thread(work, "ingot-call-end");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // so the JDK says that the system has no more threads
            work.run();
        }
    }

    /** An escape may be that of a bundle that has left, and throw a LinkageError: the others run all the same. */
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

    /** A registered escape; closing it takes it back. */
    public static final class Registration implements AutoCloseable {
        private final Call call;
        private final Runnable action;

        private Registration(Call call, Runnable action) {
            this.call = call;
            this.action = Objects.requireNonNull(action);
        }

        /** From now on the end of the call does not run it. It may be running already. */
        @Override
        public void close() {
            call.forget(this);
        }
    }
}
