// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime;

import io.ingot.runtime.internal.launch.Launcher;
import io.ingot.runtime.internal.launch.StandardOutput;
import java.util.Locale;

/** The main class of the {@code bin/ingot} process. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit status. The user's locale is ignored: the framework and
     * libraries format versions, numbers and dates that programs read, and some locales have other digits.
     */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ENGLISH);
        System.exit(Launcher.launch(StandardOutput.take(), arguments));
    }
}
