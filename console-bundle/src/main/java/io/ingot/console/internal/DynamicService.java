// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * An optional service, whose object is got on first use, so that a command does not start the services that it does not
 * need. The object is kept until the service leaves, since its component would stop with its last user; Declarative
 * Services release it. Safe for concurrent use.
 */
final class DynamicService<T> {
    /** How long to wait before another try to get the object of a service that is leaving or does not start. */
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private final String bundle;
    private final Supplier<? extends @Nullable ComponentServiceObjects<T>> bound;
    private volatile ServiceObject<T> last = new ServiceObject<>(new WeakReference<>(null), new WeakReference<>(null));

    /**
     * Creates a lookup.
     *
     * @param bundle the bundle that offers the service, for messages
     * @param bound returns the bound service, or null if there is none
     */
    DynamicService(String bundle, Supplier<? extends @Nullable ComponentServiceObjects<T>> bound) {
        this.bundle = bundle;
        this.bound = bound;
    }

    /**
     * Returns the service, and waits for it if there is none.
     *
     * @throws ImageException UNAVAILABLE if the service does not arrive in time; or the reason why the call ended
     */
    T await(Duration timeout, Call call) throws ImageException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            call.check();
            ComponentServiceObjects<T> objects = bound.get();
            Optional<T> service = objects == null ? Optional.empty() : object(objects);
            if (service.isPresent()) {
                return service.get();
            }
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0) {
                throw new ImageException(
                        ErrorCode.UNAVAILABLE, "the bundle " + bundle + " is not running; start it, then try again");
            }
            if (objects == null) {
                pause(remaining, call, () -> bound.get() == null);
            } else {
                pause(Math.min(remaining, RETRY_INTERVAL.toNanos()), call, () -> bound.get() == objects);
            }
        }
    }

    /** Wakes up the callers that wait for the service: it has been bound. */
    synchronized void recheck() {
        notifyAll();
    }

    /** Returns the object of a service; absent if the service is leaving. Takes no lock: this may start a bundle. */
    @SuppressWarnings("NullAway") // getService returns null for a service that has left
    private Optional<T> object(ComponentServiceObjects<T> objects) {
        ServiceObject<T> previous = last;
        T object = previous.objects.refersTo(objects) ? previous.object.get() : null;
        if (object == null) {
            object = objects.getService();
            last = new ServiceObject<>(new WeakReference<>(objects), new WeakReference<>(object));
        }
        return Optional.ofNullable(object);
    }

    private void pause(long nanos, Call call, BooleanSupplier isUnchanged) {
        try (Call.Registration registration = call.onCancel(this::recheck)) {
            waitWhile(nanos, () -> !call.isEnded() && isUnchanged.getAsBoolean());
        } catch (InterruptedException e) {
            call.cancel("interrupted");
        }
    }

    private synchronized void waitWhile(long nanos, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long remaining = nanos;
        while (remaining > 0 && condition.getAsBoolean()) {
            wait(remaining / 1_000_000 + 1);
            remaining = deadline - System.nanoTime();
        }
    }

    /** The object that was got last. Weak, since a service that has left must not be held here. */
    private record ServiceObject<T>(WeakReference<ComponentServiceObjects<T>> objects, WeakReference<T> object) {}
}
