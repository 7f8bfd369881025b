// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import io.ingot.itest.command.Ingot;

/** A process that is to be killed at a moment, unless it ends before. */
record Victim(Ingot process, String command, KillMoment moment) {
    /** Kills it if its moment has come; says whether it was killed now. */
    boolean fall() {
        return process.alive() && moment.reached().getAsBoolean() && process.kill();
    }

    @Override
    public String toString() {
        return command + " (" + moment.when() + "): exit " + process.exit();
    }
}
