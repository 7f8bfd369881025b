// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The regular expressions of a module: constants of its classes, and literals that its sources pass to methods of
 * String.
 */
public final class ModulePatterns {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern LITERAL =
            Pattern.compile("\\.(matches|replaceAll|replaceFirst|split)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");
    private static final Pattern RECURSIVE = Pattern.compile("(?<!\\\\)\\)(?:[*+]|\\{[0-9]++,\\})(?!\\+)");
    private static final String SEARCH = "find|replaceAll|replaceFirst|results";

    private ModulePatterns() {}

    /**
     * Fails unless every regular expression of this module is linear in its input.
     *
     * @param anchor any class of the module
     */
    public static void assertLinear(Class<?> anchor) {
        List<String> faults = new ArrayList<>();
        int seen = 0;
        for (Path source : files(SOURCES, ".java")) {
            String text = read(source);
            Matcher literal = LITERAL.matcher(text);
            while (literal.find()) {
                if (isReplacement(text, literal.start())) {
                    continue;
                }
                String regex = literal.group(2).translateEscapes();
                seen++;
                check(
                        source.getFileName() + ": " + regex,
                        Pattern.compile(regex),
                        !literal.group(1).equals("matches"),
                        faults);
            }
            for (Field constant : constants(anchor, source)) {
                Pattern pattern = value(constant);
                seen++;
                check(
                        constant.getDeclaringClass().getSimpleName() + "." + constant.getName(),
                        pattern,
                        searched(constant.getName(), text),
                        faults);
            }
        }
        if (seen == 0) {
            faults.add("no regular expression found in " + SOURCES.toAbsolutePath());
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("not linear:\n" + String.join("\n", faults));
        }
    }

    /** Whether a literal is the replacement of a constant's matches. */
    private static boolean isReplacement(String source, int at) {
        return source.substring(source.lastIndexOf(';', at) + 1, at).contains(".matcher(");
    }

    private static void check(String name, Pattern pattern, boolean searched, List<String> faults) {
        if (RECURSIVE.matcher(pattern.pattern()).find()) {
            faults.add(name + ": a repeated group that is not possessive takes a stack frame for each repetition");
        }
        PatternAttack.slowest(pattern, searched).ifPresent(attack -> faults.add(name + ": " + attack));
    }

    /** Whether a constant is searched for within a text; otherwise it is matched against the entire text. */
    private static boolean searched(String name, String source) {
        String use = "\\b" + name + "\\b";
        if (Pattern.compile(use + "\\s*\\.split").matcher(source).find()
                || Pattern.compile(use + "\\s*\\.matcher\\([^;]*\\)\\s*\\.(?:" + SEARCH + ")")
                        .matcher(source)
                        .find()) {
            return true;
        }
        Matcher variables =
                Pattern.compile("(\\w+) = " + use + "\\s*\\.matcher\\(").matcher(source);
        return variables
                .results()
                .anyMatch(variable -> Pattern.compile("\\b" + variable.group(1) + "\\.(?:" + SEARCH + ")\\(")
                        .matcher(source)
                        .find());
    }

    private static List<Field> constants(Class<?> anchor, Path source) {
        String outer = SOURCES.relativize(source).toString().replaceFirst("\\.java$", "");
        String folder = outer.substring(0, outer.lastIndexOf('/') + 1);
        String simple = outer.substring(folder.length());
        return files(classes(anchor).resolve(folder), ".class").stream()
                .map(file -> classes(anchor)
                        .resolve(folder)
                        .relativize(file)
                        .toString()
                        .replaceFirst("\\.class$", ""))
                .filter(name -> name.equals(simple) || name.startsWith(simple + "$"))
                .map(name -> load(anchor, (folder + name).replace('/', '.')))
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getType().equals(Pattern.class) && Modifier.isStatic(field.getModifiers()))
                .toList();
    }

    private static Class<?> load(Class<?> anchor, String name) {
        try {
            return Class.forName(name, false, anchor.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static Pattern value(Field constant) {
        try {
            constant.setAccessible(true);
            return (Pattern) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(constant.toString(), e);
        }
    }

    private static Path classes(Class<?> anchor) {
        return Path.of(
                anchor.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
