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

/** Texts made of what a pattern itself names, repeated: where it goes back over what it has read, they show it. */
final class PatternAttack {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,12}[/=: ]?");
    private static final String ALWAYS = "a0F \n\u0001";
    private static final List<String> SUFFIXES = List.of("", "\u0001");
    private static final int SIZE = 128;
    private static final int MOST_CHARACTERS = 20;
    private static final int MOST_WORDS = 4;

    /** So many steps for each character are in proportion, whatever the text is. */
    private static final int FEW = 12;

    private PatternAttack() {}

    /** A text for which the pattern takes too many steps. */
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

    /** Each use of a pattern that its module may make. */
    private static void read(Pattern pattern, boolean searched, CharSequence text) {
        if (searched) {
            Matcher matcher = pattern.matcher(text);
            boolean found = matcher.find();
            while (found) {
                found = matcher.find();
            }
            return;
        }
        boolean whole = pattern.matcher(text).matches();
        boolean beginning = pattern.matcher(text).lookingAt();
        if (whole && !beginning) {
            throw new IllegalStateException(pattern + " matches the whole of a text, and no beginning of it");
        }
    }

    private static List<String> units(String regex) {
        Set<String> units = new LinkedHashSet<>();
        ALWAYS.chars().forEach(c -> units.add(Character.toString(c)));
        regex.chars().filter(c -> !Character.isLetterOrDigit(c)).forEach(c -> units.add(Character.toString(c)));
        regex.chars().filter(Character::isLetterOrDigit).limit(4).forEach(c -> units.add(Character.toString(c)));
        return units.stream().limit(MOST_CHARACTERS).toList();
    }

    private static List<String> pairs(List<String> units) {
        return units.stream()
                .flatMap(first ->
                        units.stream().filter(second -> !second.equals(first)).map(second -> first + second))
                .toList();
    }

    /** Nothing, and words that the pattern may want first. */
    private static List<String> words(String regex) {
        List<String> words = new ArrayList<>(List.of(""));
        WORD.matcher(regex)
                .results()
                .map(MatchResult::group)
                .distinct()
                .limit(MOST_WORDS)
                .forEach(words::add);
        return words;
    }

    private static List<String> beginnings(List<String> words, List<String> units) {
        return Stream.concat(words.stream(), units.stream()).toList();
    }

    /** A text that is repeated between two others. */
    private record Attack(String prefix, String body, String suffix) {
        boolean isSlow(Consumer<CharSequence> work) {
            int count = SIZE / body.length();
            long twice = LinearWork.steps(prefix + body.repeat(2 * count) + suffix, work);
            return twice > (long) FEW * 2 * SIZE
                    && LinearWork.grows(LinearWork.steps(prefix + body.repeat(count) + suffix, work), twice);
        }

        @Override
        public String toString() {
            return shown(prefix) + " + " + shown(body) + "… + " + shown(suffix);
        }

        private static String shown(String text) {
            return "'" + text.replace("\n", "\\n").replace("\u0001", "\\1") + "'";
        }
    }
}
