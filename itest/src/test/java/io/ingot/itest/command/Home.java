// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An instance directory that processes share, in a directory that also contains their temporary files. */
public final class Home {
    private static final Path COMMAND =
            Path.of(System.getProperty("itest.distribution")).toAbsolutePath().resolve("bin/ingot");

    private final Path folder;
    private final Map<String, String> configuration = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final AtomicInteger processes = new AtomicInteger();
    private String javaOptions = System.getProperty("ingot.test.jvm", "");

    /** Creates an instance directory in an existing directory. */
    public Home(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(temporary());
        Files.createDirectories(folder.resolve("log"));
        Files.createDirectories(
                path(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Sets a property of the fetch engine for processes that start later. */
    public Home fetchProperty(String property, Object value) {
        configuration.put("io.ingot.fetch/" + property, value.toString());
        return this;
    }

    /** Sets an environment variable for processes that start later. */
    public Home variable(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Adds JVM options for processes that start later. */
    public Home javaOptions(String options) {
        javaOptions += " " + options;
        return this;
    }

    /** The instance directory. */
    public Path path() {
        return folder.resolve("home");
    }

    /** The directory of temporary files. */
    public Path temporary() {
        return folder.resolve("tmp");
    }

    /** The store. */
    public Path store() {
        String configured = configuration.get("io.ingot.fetch/store");
        return configured == null ? path().resolve("store") : Path.of(configured);
    }

    /** Starts the command. */
    public Ingot start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(COMMAND.toString()));
        line.addAll(List.of(arguments));
        configuration.forEach((key, value) -> line.add("--config=" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(DefaultSignals.wrap(line)).directory(folder.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("INGOT_HOME", path().toString());
        builder.environment().put("INGOT_JAVA_OPTS", javaOptions);
        builder.environment().put("TMPDIR", temporary().toString());
        builder.environment().putAll(environment);
        String name = processes.incrementAndGet() + "-" + arguments[0];
        return new Ingot(
                builder,
                folder.resolve("log").resolve(name + ".out"),
                folder.resolve("log").resolve(name + ".err"));
    }

    /** Runs the command until it exits. */
    public Ingot run(String... arguments) throws IOException {
        try (Ingot ingot = start(arguments)) {
            ingot.exit();
            return ingot;
        }
    }

    /**
     * Lists the files below a directory as relative paths; none if it does not exist. Concurrent changes are tolerated.
     */
    public static List<String> files(Path below) {
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(below, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        files.add(below.relativize(file).toString());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path missing, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }
}
