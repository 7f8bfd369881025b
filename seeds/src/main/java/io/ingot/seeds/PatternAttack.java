// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts that repeat parts of a pattern, and so reveal backtracking. */
final class PatternAttack {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,12}[/=: ]?");
    private static final String COMMON_CHARACTERS = "a0F \n\u0001";
    private static final List<String> SUFFIXES = List.of("", "\u0001");
    private static final int SIZE = 128;
    private static final int MAX_CHARACTERS = 20;
    private static final int MAX_WORDS = 4;

    /** The number of steps for each character that is always acceptable. */
    private static final int ACCEPTABLE_STEPS = 12;

    private PatternAttack() {}

    /** Returns a text for which the pattern takes too many steps, if there is one. */
    static Optional<String> slowest(Pattern pattern, boolean searched) {
        Consumer<CharSequence> work = text -> read(pattern, searched, text);
        List<String> units = units(pattern.pattern());
        List<String> words = words(pattern.pattern());
        return Stream.concat(attacks(words, pairs(units)), attacks(beginnings(words, units), units))
                .filter(attack -> attack.isSlow(work))
                .map(Attack::toString)
                .findFirst();
    }

    private static Stream<Attack> attacks(List<String> prefixes, List<String> bodies) {
        return prefixes.stream()
                .flatMap(prefix -> bodies.stream()
                        .flatMap(body -> SUFFIXES.stream().map(suffix -> new Attack(prefix, body, suffix))));
    }

    /** Uses a pattern as its module may do. */
    private static void read(Pattern pattern, boolean searched, CharSequence text) {
        if (searched) {
            Matcher matcher = pattern.matcher(text);
            boolean found = matcher.find();
            while (found) {
                found = matcher.find();
            }
            return;
        }
        boolean matches = pattern.matcher(text).matches();
        boolean beginning = pattern.matcher(text).lookingAt();
        if (matches && !beginning) {
            throw new IllegalStateException(pattern + " matches an entire text, and no beginning of it");
        }
    }

    private static List<String> units(String regex) {
        Set<String> units = new LinkedHashSet<>();
        COMMON_CHARACTERS.chars().forEach(c -> units.add(Character.toString(c)));
        regex.chars().filter(c -> !Character.isLetterOrDigit(c)).forEach(c -> units.add(Character.toString(c)));
        regex.chars().filter(Character::isLetterOrDigit).limit(4).forEach(c -> units.add(Character.toString(c)));
        return units.stream().limit(MAX_CHARACTERS).toList();
    }

    private static List<String> pairs(List<String> units) {
        return units.stream()
                .flatMap(first ->
                        units.stream().filter(second -> !second.equals(first)).map(second -> first + second))
                .toList();
    }

    /** Returns the empty text, and words that the pattern may require at the beginning. */
    private static List<String> words(String regex) {
        List<String> words = new ArrayList<>(List.of(""));
        WORD.matcher(regex)
                .results()
                .map(MatchResult::group)
                .distinct()
                .limit(MAX_WORDS)
                .forEach(words::add);
        return words;
    }

    private static List<String> beginnings(List<String> words, List<String> units) {
        return Stream.concat(words.stream(), units.stream()).toList();
    }

    /** A repeated text between two others. */
    private record Attack(String prefix, String body, String suffix) {
        boolean isSlow(Consumer<CharSequence> work) {
            int count = SIZE / body.length();
            long twice = LinearWork.steps(prefix + body.repeat(2 * count) + suffix, work);
            return twice > (long) ACCEPTABLE_STEPS * 2 * SIZE
                    && LinearWork.grows(LinearWork.steps(prefix + body.repeat(count) + suffix, work), twice);
        }

        @Override
        public String toString() {
            return printable(prefix) + " + " + printable(body) + "… + " + printable(suffix);
        }

        private static String printable(String text) {
            return "'" + text.replace("\n", "\\n").replace("\u0001", "\\1") + "'";
        }
    }
}
