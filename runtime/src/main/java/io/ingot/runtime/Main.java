// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime;

import io.ingot.runtime.internal.launch.Launcher;

/** The process behind {@code bin/ingot}. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(Launcher.launch(arguments));
    }
}
