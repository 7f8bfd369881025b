// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGINT while a shell reads commands: it is the shell's, which ends the command that runs. What the shell does not take ends
 * the process, as it does without a shell.
 */
final class InterruptSignal {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptSignal.class);
    private static final String SHELL = "(ingot.shell=interrupt)";

    private InterruptSignal() {}

    /** Gives it to the shell of a framework. On a JVM without the means for it, it ends the process as before. */
    static void giveToShell(BundleContext context) {
        try {
            new Signals().handle("INT", () -> isTaken(context));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.info("Ctrl-C ends the runtime, not only the command: {}", e.toString());
        }
    }

    private static boolean isTaken(BundleContext context) {
        try {
            for (ServiceReference<BooleanSupplier> shell : context.getServiceReferences(BooleanSupplier.class, SHELL)) {
                BooleanSupplier interrupt = context.getService(shell);
                if (interrupt != null && interrupt.getAsBoolean()) {
                    return true;
                }
            }
            return false;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IllegalStateException e) {
            LOG.debug("the framework is stopping", e);
            return false;
        }
    }

    /** {@code sun.misc.Signal}, by reflection: the compiler warns of it, and not every JVM has it. */
    private static final class Signals {
        private final Class<?> signal = Class.forName("sun.misc.Signal");
        private final Class<?> handler = Class.forName("sun.misc.SignalHandler");
        private final Method handle = signal.getMethod("handle", signal, handler);

        Signals() throws ReflectiveOperationException {}

        /** What is not taken is for the handler that was there. A signal that the parent process has ignored stays ignored. */
        void handle(String name, BooleanSupplier isTaken) throws ReflectiveOperationException {
            Object caught = signal.getConstructor(String.class).newInstance(name);
            AtomicReference<Object> before = new AtomicReference<>();
            Object former = invoke(caught, proxy(isTaken, before));
            before.set(former);
            if (former.equals(handler.getField("SIG_IGN").get(null))) {
                invoke(caught, former);
            }
        }

        private Object invoke(Object caught, Object by) throws ReflectiveOperationException {
            try {
                return handle.invoke(null, caught, by);
            } catch (InvocationTargetException e) {
                throw new ReflectiveOperationException(e.getCause());
            }
        }

        private Object proxy(BooleanSupplier isTaken, AtomicReference<Object> before) {
            return Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, given) -> {
                        return switch (method.getName()) {
                            case "handle" -> isTaken.getAsBoolean() ? null : method.invoke(before.get(), given);
                            case "equals" -> proxy == given[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "SIGINT for the shell";
                        };
                    });
        }
    }
}
