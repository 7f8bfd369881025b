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

/** What one run of a command works with. */
public interface CommandContext {
    /** Its deadline, and the way to end it. */
    Call call();

    /** The folder that relative names start from: absolute. */
    Path folder();

    /** What is typed or piped into it; absent where that is the shell's own. */
    Optional<InputStream> input();

    /** Who gave the command, if that is known: for the operator's log. */
    Optional<String> user();

    /**
     * The door.
     *
     * @throws ImageException UNAVAILABLE if it is not running, nor comes soon; or what ended the call meanwhile
     */
    ImageServices services() throws ImageException;

    /**
     * The engine.
     *
     * @throws ImageException UNAVAILABLE if it is not running, nor comes soon; or what ended the call meanwhile
     */
    ImageFetcher fetcher() throws ImageException;

    /**
     * The store.
     *
     * @throws ImageException UNAVAILABLE if it is not running, nor comes soon; or what ended the call meanwhile
     */
    ImageStore store() throws ImageException;

    /**
     * The planner.
     *
     * @throws ImageException UNAVAILABLE if it is not running, nor comes soon; or what ended the call meanwhile
     */
    DeploymentPlanner planner() throws ImageException;

    /**
     * What the launcher does for one of its commands; answers with the exit status.
     *
     * @throws ImageException INTERNAL if there is nothing for it
     */
    Callable<?> launcher(String command) throws ImageException;

    /** Whether the user wants to know more. */
    boolean verbose();

    /** A new display of progress. */
    ProgressDisplay progress();
}
