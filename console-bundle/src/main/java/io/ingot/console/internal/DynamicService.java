// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * A service that comes and goes. Its object is got on first use, so that a command that needs none starts none, and kept
 * until the service goes; then the component runtime gives it back.
 */
final class DynamicService<T> {
    private static final long PAUSE_MILLIS = 100;

    private final String bundle;
    private @Nullable Bound<T> bound; // guarded by this

    /** Holds nothing yet; {@code bundle} is the one to name while that is so. */
    DynamicService(String bundle) {
        this.bundle = bundle;
    }

    synchronized void put(long id, ComponentServiceObjects<T> objects) {
        bound = new Bound<>(id, objects);
        notifyAll();
    }

    /** By id: the replacement may already be there. */
    synchronized void remove(long id) {
        if (bound != null && bound.id == id) {
            bound = null;
        }
    }

    /**
     * The service, waited for if it is not there.
     *
     * @throws ImageException TRANSFER_FAILED if it does not come in time; or what ended the call meanwhile
     */
    T await(Duration patience, Call call) throws ImageException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Call.Registration escape = call.onCancel(this::wake)) {
            while (true) {
                Optional<T> service = awaitBound(deadline, call).flatMap(Bound::object);
                if (service.isPresent()) {
                    return service.get();
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw new ImageException(
                            ErrorCode.TRANSFER_FAILED,
                            "the bundle " + bundle + " is not running; start it, then try again");
                }
                pause(call);
            }
        }
    }

    private synchronized Optional<Bound<T>> awaitBound(long deadline, Call call) throws ImageException {
        try {
            long left = deadline - System.nanoTime();
            while (bound == null && left > 0 && !call.ended()) {
                wait(left / 1_000_000 + 1);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            call.cancel("interrupted");
        }
        call.check();
        return Optional.ofNullable(bound);
    }

    /** The service has just gone, or its component does not start, and each try has it started again. */
    private static void pause(Call call) throws ImageException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Call.Registration escape = call.onCancel(ended::countDown)) {
            if (ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                call.check();
            }
        } catch (InterruptedException e) {
            call.cancel("interrupted");
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    private static final class Bound<T> {
        private final long id;
        private final ComponentServiceObjects<T> objects;
        private volatile @Nullable T object;

        Bound(long id, ComponentServiceObjects<T> objects) {
            this.id = id;
            this.objects = objects;
        }

        /** Absent if the service has just gone. Got outside any lock: this may start its bundle. */
        @SuppressWarnings("NullAway") // getService answers null for a service that has gone
        Optional<T> object() {
            T known = object;
            if (known == null) {
                known = objects.getService();
                object = known;
            }
            return Optional.ofNullable(known);
        }
    }
}
