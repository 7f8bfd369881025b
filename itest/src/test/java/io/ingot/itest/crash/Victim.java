// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import io.ingot.itest.command.Ingot;
import io.ingot.testing.http.OriginImage;
import java.util.List;

/**
 * A process that is to be killed at a moment, unless it ends before.
 *
 * @param image the one that it is about
 */
record Victim(Ingot process, OriginImage image, List<String> command, KillMoment moment) {
    /** Kills it if its moment has come; says whether it was killed now. */
    boolean fall() {
        return process.alive() && moment.reached().test(process) && process.kill();
    }

    /** Whether it was killed, once it has ended. */
    boolean fell() {
        return process.exit() == Ingot.KILLED;
    }

    /** Whether it has, or may have, removed its image from the store; once it has ended. */
    boolean mayHaveRemovedItsImage() {
        return command.contains("remove") && (fell() || process.exit() == 0);
    }

    @Override
    public String toString() {
        return String.join(" ", command) + " (" + moment.when() + "): exit " + process.exit();
    }
}
