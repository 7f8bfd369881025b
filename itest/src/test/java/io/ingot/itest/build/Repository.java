// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of this repository, without build results. */
final class Repository {
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "itest")).resolve("..").normalize();
    private static final Path DOCUMENTS = ROOT.resolve("docs");
    private static final Set<String> GENERATED = Set.of("target", ".git", ".idea");
    private static final List<Path> FILES = below(ROOT).sorted().toList();

    private Repository() {}

    /** Lists all pages in Markdown. */
    static List<Path> pages() {
        return files(".md");
    }

    /** Lists all sources of Java, in {@code src/main} or {@code src/test}. */
    static List<Path> sources(String kind) {
        return files(".java").stream()
                .filter(file -> file.toString().contains("/src/" + kind + "/"))
                .toList();
    }

    /** Returns the simple names of all source files of a kind. */
    static Set<String> types(String kind) {
        Set<String> names = new TreeSet<>();
        sources(kind).forEach(file -> names.add(file.getFileName().toString().replaceFirst("\\.java$", "")));
        return names;
    }

    /** Reads a page of {@code docs}. */
    static String document(String name) {
        return text(DOCUMENTS.resolve(name));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String ending) {
        return FILES.stream().filter(file -> file.toString().endsWith(ending)).toList();
    }

    /** Lists files recursively, without directories of build results. */
    private static Stream<Path> below(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(child -> !isGenerated(child)).toList().stream()
                    .flatMap(Repository::below);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGenerated(Path path) {
        return GENERATED.contains(path.getFileName().toString());
    }
}
