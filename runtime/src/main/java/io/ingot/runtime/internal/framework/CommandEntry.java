// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.framework;

import io.ingot.image.ErrorCode;
import io.ingot.runtime.internal.home.LaunchFailure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry point of the console's commands: a service that takes the arguments and returns the exit status. The
 * launcher registers the actions of its own commands as services for it.
 */
public final class CommandEntry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandEntry.class);
    private static final String FILTER =
            "(&(" + Constants.OBJECTCLASS + "=" + ToIntBiFunction.class.getName() + ")(ingot.entry=command))";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ServiceTracker<ToIntBiFunction<String[], PrintStream>, ToIntBiFunction<String[], PrintStream>>
            tracker;

    /** Creates an entry that looks for the service in a framework. */
    public CommandEntry(BundleContext context) {
        this.context = context;
        try {
            tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(FILTER), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        tracker.open();
    }

    /** Registers the action of a command, which the console calls after it has parsed the arguments. */
    public static void offer(BundleContext context, String command, Callable<Integer> action) {
        context.registerService(Callable.class, action, FrameworkUtil.asDictionary(Map.of("ingot.command", command)));
    }

    /**
     * Runs a command.
     *
     * @param out receives the result
     * @return the exit status
     * @throws LaunchFailure {@code INTERNAL} if the service does not appear in time
     */
    public int call(PrintStream out, String... arguments) throws LaunchFailure {
        ToIntBiFunction<String[], PrintStream> command;
        try {
            command = tracker.waitForService(TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure(ErrorCode.CANCELLED, "interrupted while starting", e);
        }
        if (command == null) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL,
                    "the console did not start within " + TIMEOUT.toSeconds() + " s; bundles: " + states());
        }
        return command.applyAsInt(arguments, out);
    }

    /** Cancels the running command by stopping its bundle; a command that has not begun yet will not begin. */
    public void cancel() {
        ServiceReference<?> reference = tracker.getServiceReference();
        tracker.close();
        Bundle bundle = reference == null ? null : reference.getBundle();
        if (bundle != null) {
            try {
                bundle.stop(Bundle.STOP_TRANSIENT);
            } catch (BundleException | IllegalStateException e) {
                LOG.debug("the bundle of the command cannot be stopped", e);
            }
        }
    }

    private String states() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " is not active")
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        tracker.close();
    }
}
