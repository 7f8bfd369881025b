// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.ProgressDisplay;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.store.ImageStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The call, input, user and services of one run of a command. */
public interface CommandContext {
    /** Returns the deadline and cancellation of the run. */
    Call call();

    /** Returns the absolute path against which relative names are resolved. */
    Path folder();

    /** Returns the standard input of the command; absent if the shell reads it. */
    Optional<InputStream> input();

    /** Returns the name of the user who gave the command, if known, for the operator's log. */
    Optional<String> user();

    /**
     * Returns the resolver.
     *
     * @throws ImageException UNAVAILABLE if it does not become available in time; or the reason why the call ended
     */
    ImageServices services() throws ImageException;

    /**
     * Returns the fetch engine.
     *
     * @throws ImageException UNAVAILABLE if it does not become available in time; or the reason why the call ended
     */
    ImageFetcher fetcher() throws ImageException;

    /**
     * Returns the image store.
     *
     * @throws ImageException UNAVAILABLE if it does not become available in time; or the reason why the call ended
     */
    ImageStore store() throws ImageException;

    /**
     * Returns the deployment planner.
     *
     * @throws ImageException UNAVAILABLE if it does not become available in time; or the reason why the call ended
     */
    DeploymentPlanner planner() throws ImageException;

    /**
     * Returns the launcher's action for a command, which returns the exit status.
     *
     * @throws ImageException INTERNAL if the launcher has not registered such an action
     */
    Callable<?> launcherCommand(String command) throws ImageException;

    /** Whether {@code -v} was given. */
    boolean isVerbose();

    /** Returns a new display of progress. */
    ProgressDisplay progress();
}
