// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.log;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * The OSGi Log Service on top of slf4j, for the bundles of the framework. Implemented by proxies, since its two
 * interfaces have forty methods that differ only in names and parameters.
 */
public final class LogBridge {
    /** The number of the level INFO in the deprecated methods of the service. */
    private static final int INFO = 3;

    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace", "audit");

    private LogBridge() {}

    /** Registers the service, whose loggers have the names of the bundles that use it. */
    public static void register(BundleContext context) {
        context.registerService(
                new String[] {LogService.class.getName(), LoggerFactory.class.getName()},
                new ServiceFactory<LogService>() {
                    @Override
                    public LogService getService(Bundle bundle, ServiceRegistration<LogService> registration) {
                        return service(String.valueOf(bundle.getSymbolicName()));
                    }

                    @Override
                    public void ungetService(
                            Bundle bundle, ServiceRegistration<LogService> registration, LogService service) {}
                },
                null);
    }

    /** Creates the service for one bundle. */
    static LogService service(String bundle) {
        return proxy(LogService.class, (proxy, method, arguments) -> {
            Object[] values = arguments == null ? new Object[0] : arguments;
            return switch (method.getName()) {
                case "getLogger" -> logger(name(bundle, values));
                case "log" -> log(bundle, values);
                default -> objectMethod(proxy, method, values);
            };
        });
    }

    /**
     * Returns the name of the requested logger; for the root logger, the name of the bundle. A logger for another
     * bundle, such as Declarative Services use for each component, is below the name of the requesting bundle.
     */
    private static String name(String bundle, Object[] arguments) {
        boolean forAnother = arguments.length > 0 && arguments[0] instanceof Bundle;
        return Arrays.stream(arguments)
                .filter(argument -> argument instanceof String || argument instanceof Class<?>)
                .map(argument -> argument instanceof Class<?> type ? type.getName() : argument.toString())
                .findFirst()
                .filter(name -> !name.equals(Logger.ROOT_LOGGER_NAME))
                .map(name -> forAnother ? bundle + "." + name : name)
                .orElse(bundle);
    }

    /** {@code log([reference,] level, message [, thrown])}. */
    private static @Nullable Object log(String bundle, Object[] arguments) {
        int level = Arrays.stream(arguments)
                .filter(Integer.class::isInstance)
                .mapToInt(Integer.class::cast)
                .findFirst()
                .orElse(INFO);
        String message = Arrays.stream(arguments)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
        LogLine.write(org.slf4j.LoggerFactory.getLogger(bundle), LogLine.level(level), message, thrown(arguments));
        return null;
    }

    private static Object logger(String name) {
        Logger log = org.slf4j.LoggerFactory.getLogger(name);
        return proxy(FormatterLogger.class, (proxy, method, arguments) -> {
            Object[] values = arguments == null ? new Object[0] : arguments;
            String called = method.getName();
            if (called.equals("getName")) {
                return log.getName();
            }
            if (called.startsWith("is")) {
                String level = called.substring(2, called.length() - "Enabled".length());
                return log.isEnabledForLevel(level(level.toLowerCase(Locale.ROOT)));
            }
            if (LEVELS.contains(called) && values.length > 0 && values[0] instanceof String format) {
                Object[] rest = values.length == 2 && values[1] instanceof Object[] all
                        ? all
                        : Arrays.copyOfRange(values, 1, values.length);
                LogLine.write(log, level(called), MessageFormatter.basicArrayFormat(format, rest), thrown(rest));
                return null;
            }
            return objectMethod(proxy, method, values);
        });
    }

    private static Level level(String name) {
        return name.equals("audit") ? Level.INFO : Level.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Throwable thrown(Object[] arguments) {
        return Arrays.stream(arguments)
                .filter(Throwable.class::isInstance)
                .map(Throwable.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Object objectMethod(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "slf4j";
            default -> null;
        };
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return Objects.requireNonNull(
                type.cast(Proxy.newProxyInstance(LogBridge.class.getClassLoader(), new Class<?>[] {type}, handler)));
    }
}
