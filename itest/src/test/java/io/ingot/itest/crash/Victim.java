// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import io.ingot.itest.command.Ingot;
import io.ingot.testing.http.OriginImage;
import java.util.List;

/**
 * A process that is killed at a moment, unless it ends before.
 *
 * @param image the image that the command is about
 */
record Victim(Ingot process, OriginImage image, List<String> command, KillMoment moment) {
    /** Kills the process if its moment is reached; returns whether it was killed now. */
    boolean killIfDue() {
        return process.isAlive() && moment.isReached().test(process) && process.kill();
    }

    /** Whether the process was killed; waits for its exit. */
    boolean wasKilled() {
        return process.exit() == Ingot.KILLED;
    }

    /** Whether the process may have removed its image from the store; waits for its exit. */
    boolean mayHaveRemovedItsImage() {
        return command.contains("remove") && (wasKilled() || process.exit() == 0);
    }

    @Override
    public String toString() {
        return String.join(" ", command) + " (" + moment.description() + "): exit " + process.exit();
    }
}
