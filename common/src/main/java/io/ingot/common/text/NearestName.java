// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name nearest to a misspelled one. */
public final class NearestName {
    private static final int MAX_LENGTH = 64;
    private static final int LONG_ENOUGH_FOR_TWO = 5;
    private static final int LETTERS_PER_MISTAKE = 4;

    private NearestName() {}

    /**
     * Returns the known name with the fewest mistakes, ignoring case. A mistake is an extra, missing, wrong or
     * transposed letter. One is allowed in a name of up to four letters, two in a longer one, and one more for every
     * four letters beyond eight.
     *
     * @return absent if every known name has more mistakes, or the name is longer than 64 letters
     */
    public static Optional<String> to(String name, Collection<String> known) {
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int allowed = name.length() < LONG_ENOUGH_FOR_TWO ? 1 : Math.max(2, name.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .map(candidate -> new Candidate(candidate, mistakes(name, candidate)))
                .filter(candidate -> candidate.mistakes <= allowed)
                .min(Comparator.comparingInt(Candidate::mistakes)
                        .thenComparing(candidate -> Math.abs(candidate.name.length() - name.length()))
                        .thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    private record Candidate(String name, int mistakes) {}

    /** Returns the optimal string alignment distance (Damerau-Levenshtein), ignoring case. */
    private static int mistakes(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : least(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int least(String a, String b, int[][] cost, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, 1 + cost[i - 2][j - 2]) : least;
    }
}
