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

/** An instance directory, which any number of processes share, in a folder that also holds their temporary files. */
public final class Home {
    private static final Path COMMAND =
            Path.of(System.getProperty("itest.distribution")).toAbsolutePath().resolve("bin/ingot");

    private final Path folder;
    private final Map<String, String> configuration = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private final AtomicInteger processes = new AtomicInteger();
    private String javaOptions = System.getProperty("ingot.test.jvm", "");

    /** Below this folder, which exists. */
    public Home(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(temporary());
        Files.createDirectories(folder.resolve("log"));
        Files.createDirectories(
                path(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Sets a property of the engine, for each process that starts from now on. */
    public Home fetch(String property, Object value) {
        configuration.put("io.ingot.fetch/" + property, value.toString());
        return this;
    }

    /** Sets a variable of the environment, for each process that starts from now on. */
    public Home environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Adds options of the JVM, for each process that starts from now on. */
    public Home javaOptions(String options) {
        javaOptions += " " + options;
        return this;
    }

    /** The instance directory. */
    public Path path() {
        return folder.resolve("home");
    }

    /** Where the temporary files of its processes go. */
    public Path temporary() {
        return folder.resolve("tmp");
    }

    /** Its store, unless it was put elsewhere. */
    public Path store() {
        String elsewhere = configuration.get("io.ingot.fetch/store");
        return elsewhere == null ? path().resolve("store") : Path.of(elsewhere);
    }

    /** Starts the command. */
    public Ingot start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(COMMAND.toString()));
        line.addAll(List.of(arguments));
        configuration.forEach((key, value) -> line.add("--config=" + key + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(DefaultSignals.before(line)).directory(folder.toFile());
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

    /** Runs the command to its end. */
    public Ingot run(String... arguments) throws IOException {
        try (Ingot ingot = start(arguments)) {
            ingot.exit();
            return ingot;
        }
    }

    /** The files below a folder, as paths relative to it; none if there is no such folder. Others may work in it. */
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
                public FileVisitResult visitFileFailed(Path gone, IOException e) throws IOException {
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
