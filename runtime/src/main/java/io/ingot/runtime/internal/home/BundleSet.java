// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.home;

import io.ingot.image.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The bundles of the distribution, in the order in which they start: {@code bundles.txt}, as the build wrote it. */
public final class BundleSet {
    /** What a bundle is there for. */
    public enum Use {
        /** Only in a framework that is not the launcher's, which has these packages on its own class path. */
        FELIX,
        /** What bundles are made of: configuration, components. */
        FRAMEWORK,
        /** Ingot itself. */
        INGOT,
        /** What somebody uses only where a runtime stays: events; there before Ingot, which sends them. */
        RUN,
        /** Commands typed by people; there before Ingot, which offers its own. */
        SHELL,
        /** Reads what they type. */
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

    /** The same, without one of the bundles. */
    public BundleSet without(String name) {
        return new BundleSet(
                folder,
                entries.stream().filter(entry -> !entry.name().equals(name)).toList());
    }

    /** Where their jars lie. */
    public Path folder() {
        return folder;
    }

    /** The bundle of this symbolic name. */
    public Entry named(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such bundle: " + name));
    }

    /** The bundles for these uses, in the order in which they start. */
    public List<Entry> of(Set<Use> uses) {
        return entries.stream().filter(entry -> uses.contains(entry.use())).toList();
    }
}
