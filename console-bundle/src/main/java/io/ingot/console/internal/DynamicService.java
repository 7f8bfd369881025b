// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * A service that comes and goes. Its object is got on first use, so that a command that needs none starts none. The
 * component runtime gives it back when the service goes; until then it is kept, since the component behind it would stop
 * with its last user. Safe for concurrent use.
 */
final class DynamicService<T> {
    /** Between two looks for a service: short, since commands of a process begin while bundles still start. */
    private static final Duration TICK = Duration.ofMillis(5);
    /** The service has just gone, or its component does not start, and each try has it started again. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String bundle;
    private final Supplier<? extends @Nullable ComponentServiceObjects<T>> present;
    private volatile Got<T> got = new Got<>(new WeakReference<>(null), new WeakReference<>(null));

    /** {@code present} answers null while there is no service; then messages name {@code bundle}. */
    DynamicService(String bundle, Supplier<? extends @Nullable ComponentServiceObjects<T>> present) {
        this.bundle = bundle;
        this.present = present;
    }

    /**
     * Returns the service, and waits for it first if it is away.
     *
     * @throws ImageException UNAVAILABLE if it does not come in time; or what ended the call meanwhile
     */
    T await(Duration patience, Call call) throws ImageException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            call.check();
            ComponentServiceObjects<T> objects = present.get();
            Optional<T> service = objects == null ? Optional.empty() : object(objects);
            if (service.isPresent()) {
                return service.get();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new ImageException(
                        ErrorCode.UNAVAILABLE, "the bundle " + bundle + " is not running; start it, then try again");
            }
            pause(objects == null ? TICK : PAUSE, call);
        }
    }

    /** Absent if the service has just gone. Takes no lock: this may start its bundle. */
    @SuppressWarnings("NullAway") // getService answers null for a service that has gone
    private Optional<T> object(ComponentServiceObjects<T> objects) {
        Got<T> last = got;
        T known = last.from.refersTo(objects) ? last.object.get() : null;
        if (known == null) {
            known = objects.getService();
            got = new Got<>(new WeakReference<>(objects), new WeakReference<>(known));
        }
        return Optional.ofNullable(known);
    }

    private static void pause(Duration time, Call call) throws ImageException {
        CountDownLatch ended = new CountDownLatch(1);
        try (Call.Registration escape = call.onCancel(ended::countDown)) {
            if (ended.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                call.check();
            }
        } catch (InterruptedException e) {
            call.cancel("interrupted");
        }
    }

    /** What was got last. Weak, since a service that has gone must not be held here. */
    private record Got<T>(WeakReference<ComponentServiceObjects<T>> from, WeakReference<T> object) {}
}
