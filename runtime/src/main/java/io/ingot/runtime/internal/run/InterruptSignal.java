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
 * The handler of SIGINT while a shell reads commands: the shell cancels the running command. If the shell does not
 * handle the signal, it ends the process, as it does without a shell.
 */
final class InterruptSignal {
    private static final Logger LOG = LoggerFactory.getLogger(InterruptSignal.class);
    private static final String SHELL = "(ingot.shell=interrupt)";

    private InterruptSignal() {}

    /**
     * Passes SIGINT to the shell of a framework. On a JVM without {@code sun.misc.Signal}, SIGINT still ends the
     * process.
     */
    static void passToShell(BundleContext context) {
        try {
            new Signals().handle("INT", () -> isHandled(context));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.info("Ctrl-C will end the runtime, not only the command: {}", e.toString());
        }
    }

    private static boolean isHandled(BundleContext context) {
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

    /** {@code sun.misc.Signal} by reflection, since the compiler warns of it and not every JVM has it. */
    private static final class Signals {
        private final Class<?> signal = Class.forName("sun.misc.Signal");
        private final Class<?> handler = Class.forName("sun.misc.SignalHandler");
        private final Method handle = signal.getMethod("handle", signal, handler);

        Signals() throws ReflectiveOperationException {}

        /**
         * Installs a handler, which passes signals that it does not handle to the previous handler. A signal that the
         * parent process ignores stays ignored.
         */
        void handle(String name, BooleanSupplier isHandled) throws ReflectiveOperationException {
            Object signalObject = signal.getConstructor(String.class).newInstance(name);
            AtomicReference<Object> before = new AtomicReference<>();
            Object previous = invoke(signalObject, proxy(isHandled, before));
            before.set(previous);
            if (previous.equals(handler.getField("SIG_IGN").get(null))) {
                invoke(signalObject, previous);
            }
        }

        private Object invoke(Object signalObject, Object newHandler) throws ReflectiveOperationException {
            try {
                return handle.invoke(null, signalObject, newHandler);
            } catch (InvocationTargetException e) {
                throw new ReflectiveOperationException(e.getCause());
            }
        }

        private Object proxy(BooleanSupplier isHandled, AtomicReference<Object> before) {
            return Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        return switch (method.getName()) {
                            case "handle" -> isHandled.getAsBoolean() ? null : method.invoke(before.get(), arguments);
                            case "equals" -> proxy == arguments[0];
                            case "hashCode" -> System.identityHashCode(proxy);
                            default -> "SIGINT handler of the shell";
                        };
                    });
        }
    }
}
