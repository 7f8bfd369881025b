// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import io.ingot.runtime.internal.launch.Boot;
import io.ingot.runtime.internal.launch.CommandEntry;
import io.ingot.runtime.internal.launch.Failure;
import io.ingot.runtime.internal.launch.Home;
import io.ingot.runtime.internal.launch.Instance;

/** {@code ingot demo}. */
public final class DemoCommand {
    /** The bundle that is not there at first, and installed while all runs. */
    public static final String HOT = "io.ingot.glance";

    public DemoCommand(Home home, Instance instance, Boot boot, CommandEntry command) {}

    public int run(boolean json) throws Failure {
        return 0;
    }
}
