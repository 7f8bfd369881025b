// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The name that somebody may have meant: the one of the fewest changes of a character (Levenshtein), in whatever case. */
final class NearestName {
    private static final int MOST_CHARACTERS = 64;

    private NearestName() {}

    /** The nearest of some names; absent if a third of the characters or more would have to change. */
    static Optional<String> of(String written, Collection<String> names) {
        if (written.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        Optional<String> nearest = Optional.empty();
        int fewest = Math.max(1, written.length() / 3) + 1;
        for (String name : new TreeSet<>(names)) {
            int changes = changes(written.toLowerCase(Locale.ROOT), name);
            if (changes < fewest) {
                fewest = changes;
                nearest = Optional.of(name);
            }
        }
        return nearest;
    }

    private static int changes(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] line = new int[other.length() + 1];
            line[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                line[column] = Math.min(replaced, Math.min(above[column], line[column - 1]) + 1);
            }
            above = line;
        }
        return above[other.length()];
    }
}
