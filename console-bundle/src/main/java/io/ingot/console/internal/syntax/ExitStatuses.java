// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import io.ingot.common.command.CommandError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The exit statuses in the help of each command of the process. Shells report failures differently. */
final class ExitStatuses {
    private static final List<String> PARAGRAPH = lines();

    private ExitStatuses() {}

    /** Returns the paragraph for the help. */
    static List<String> paragraph() {
        return PARAGRAPH;
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("Exit codes:", line(0, "done")));
        for (CommandError error : CommandError.values()) {
            lines.add(line(error.exitStatus(), error.name() + ": " + error.meaning()));
        }
        return List.copyOf(lines);
    }

    private static String line(int status, String meaning) {
        return String.format(Locale.ROOT, "%5d  %s", status, meaning);
    }
}
