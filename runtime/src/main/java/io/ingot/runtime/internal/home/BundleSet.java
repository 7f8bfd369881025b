// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.image.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The bundles of the distribution, in the order in which they start, as the build lists them in {@code bundles.txt}.
 */
public final class BundleSet {
    /** The use of a bundle. */
    public enum Use {
        /** Needed only in other frameworks; the launcher has these packages on its class path. */
        FELIX,
        /** Configuration and components. */
        FRAMEWORK,
        /** Ingot itself. */
        INGOT,
        /** Events, for {@code ingot run}; started before Ingot, which sends them. */
        RUN,
        /** Shell commands; started before Ingot, which adds its own. */
        SHELL,
        /** Reads shell commands from standard input. */
        TERMINAL
    }

    /** One line of the list. */
    public record Entry(Use use, Path jar, String name, String version) {}

    private static final Pattern COLUMNS = Pattern.compile("\\s+");

    private final Path folder;
    private final List<Entry> entries;

    private BundleSet(Path folder, List<Entry> entries) {
        this.folder = folder;
        this.entries = entries;
    }

    /**
     * Reads the list of an installation.
     *
     * @throws LaunchFailure {@code INTERNAL} if the installation is damaged
     */
    public static BundleSet of(Path installation) throws LaunchFailure {
        Path list = installation.resolve("bundles.txt");
        try (var lines = Files.lines(list)) {
            Path folder = installation.resolve("bundles");
            return new BundleSet(
                    folder,
                    lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                            .map(line -> entry(folder, line))
                            .toList());
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchFailure(
                    ErrorCode.INTERNAL, "the installation is damaged: cannot read " + list + ": " + e, e);
        }
    }

    private static Entry entry(Path folder, String line) {
        String[] columns = COLUMNS.split(line.strip(), -1);
        if (columns.length != 4) {
            throw new IllegalArgumentException("four columns expected: " + line);
        }
        return new Entry(
                Use.valueOf(columns[0].toUpperCase(java.util.Locale.ROOT)),
                folder.resolve(columns[1]),
                columns[2],
                columns[3]);
    }

    /** Returns this set without one of the bundles. */
    public BundleSet without(String name) {
        return new BundleSet(
                folder,
                entries.stream().filter(entry -> !entry.name().equals(name)).toList());
    }

    /** Returns the folder of the jars. */
    public Path folder() {
        return folder;
    }

    /** Returns the bundle with a symbolic name. */
    public Entry named(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such bundle: " + name));
    }

    /** Returns the bundles for these uses, in the order in which they start. */
    public List<Entry> of(Set<Use> uses) {
        return entries.stream().filter(entry -> uses.contains(entry.use())).toList();
    }
}
