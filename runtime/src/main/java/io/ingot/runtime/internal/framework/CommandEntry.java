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
 * The command behind {@code ingot}: a service that takes the arguments and answers with the exit status. Commands that
 * the launcher itself carries out are offered to it as services, too.
 */
public final class CommandEntry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandEntry.class);
    private static final String FILTER =
            "(&(" + Constants.OBJECTCLASS + "=" + ToIntBiFunction.class.getName() + ")(ingot.entry=command))";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BundleContext context;
    private final ServiceTracker<ToIntBiFunction<String[], PrintStream>, ToIntBiFunction<String[], PrintStream>>
            tracker;

    /** Waits for the command that the bundles of a framework bring. */
    public CommandEntry(BundleContext context) {
        this.context = context;
        try {
            tracker = new ServiceTracker<>(context, FrameworkUtil.createFilter(FILTER), null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        tracker.open();
    }

    /** Offers a command that is called once its arguments have been understood. */
    public static void offer(BundleContext context, String command, Callable<Integer> action) {
        context.registerService(Callable.class, action, FrameworkUtil.asDictionary(Map.of("ingot.command", command)));
    }

    /**
     * Runs a command.
     *
     * @param out takes its result
     * @return its exit status
     * @throws LaunchFailure {@code INTERNAL} if there is none within reasonable time
     */
    public int call(PrintStream out, String... arguments) throws LaunchFailure {
        ToIntBiFunction<String[], PrintStream> command;
        try {
            command = tracker.waitForService(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure(ErrorCode.CANCELLED, "interrupted while starting", e);
        }
        if (command == null) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL,
                    "the command is not there after " + PATIENCE.toSeconds() + " s; bundles: " + states());
        }
        return command.applyAsInt(arguments, out);
    }

    /** Ends what runs, by stopping the bundle that brings the command; what has not begun yet never will. */
    public void cancel() {
        ServiceReference<?> reference = tracker.getServiceReference();
        tracker.close();
        Bundle bundle = reference == null ? null : reference.getBundle();
        if (bundle != null) {
            try {
                bundle.stop(Bundle.STOP_TRANSIENT);
            } catch (BundleException | IllegalStateException e) {
                LOG.debug("the command does not stop", e);
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
