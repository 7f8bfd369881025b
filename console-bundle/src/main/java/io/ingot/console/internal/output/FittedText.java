// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A line of several parts that is made to fit a width: elastic parts are shortened, and the least important parts are
 * left out.
 */
final class FittedText {
    private static final int MIN_ELASTIC_WIDTH = 12;

    private final List<Part> parts = new ArrayList<>();

    /**
     * A line that fits the width.
     *
     * @param painted the line with its colours
     * @param width the number of columns
     */
    record Text(String painted, int width) {}

    private record Part(
            String before, String text, String after, int rank, boolean elastic, UnaryOperator<String> colour) {
        int width() {
            return DisplayWidth.of(before) + DisplayWidth.of(text) + DisplayWidth.of(after);
        }

        int slack() {
            return elastic ? Math.max(0, DisplayWidth.of(text) - MIN_ELASTIC_WIDTH) : 0;
        }

        Part shortenedBy(int by) {
            String shorter = DisplayWidth.shortened(text, DisplayWidth.of(text) - by);
            return new Part(before, shorter, after, rank, elastic, colour);
        }

        String plain() {
            return before + text + after;
        }

        String painted() {
            return colour.apply(plain());
        }
    }

    /** Adds a part that is printed unchanged or left out; the part with the highest rank is left out first. */
    FittedText fixed(String text, int rank) {
        return fixed(text, rank, UnaryOperator.identity());
    }

    /** Adds a fixed part in colour. */
    FittedText fixed(String text, int rank, UnaryOperator<String> colour) {
        parts.add(new Part("", text, "", rank, false, colour));
        return this;
    }

    /** Adds a part whose {@code text} may be shortened, unlike {@code before} and {@code after}. */
    FittedText elastic(String before, String text, String after, int rank) {
        parts.add(new Part(before, text, after, rank, true, UnaryOperator.identity()));
        return this;
    }

    /** Returns the line in at most so many columns. */
    Text fit(int columns) {
        List<Part> left = new ArrayList<>(parts);
        while (left.size() > 1 && width(left) - slack(left) > columns) {
            left.remove(left.stream().max(Comparator.comparingInt(Part::rank)).orElseThrow());
        }
        if (left.size() == 1 && width(left) > columns) {
            String shortened = DisplayWidth.shortened(left.get(0).plain(), columns);
            return new Text(shortened, DisplayWidth.of(shortened));
        }
        List<Part> fitting = shortened(left, width(left) - columns);
        return new Text(fitting.stream().map(Part::painted).collect(Collectors.joining()), width(fitting));
    }

    /** Shortens the elastic parts, those with the highest rank first. */
    private static List<Part> shortened(List<Part> parts, int excess) {
        List<Part> shorter = new ArrayList<>(parts);
        List<Part> byRank = parts.stream()
                .filter(Part::elastic)
                .sorted(Comparator.comparingInt(Part::rank).reversed())
                .toList();
        int left = excess;
        for (Part part : byRank) {
            int by = Math.max(0, Math.min(left, part.slack()));
            shorter.set(shorter.indexOf(part), part.shortenedBy(by));
            left -= by;
        }
        return shorter;
    }

    private static int width(List<Part> parts) {
        return parts.stream().mapToInt(Part::width).sum();
    }

    private static int slack(List<Part> parts) {
        return parts.stream().mapToInt(Part::slack).sum();
    }
}
