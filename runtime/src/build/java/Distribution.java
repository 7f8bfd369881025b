// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Assembles the distribution, as a step of the build: the launcher, the files of src/main/dist, the list of bundles,
 * the licences, and the class data archive that makes the start faster.
 */
final class Distribution {
    /** Every bundle, in the order of the start: its use, which the header of the list explains, and its symbolic name. */
    private static final List<String> BUNDLES = List.of(
            "felix      org.ops4j.pax.logging.pax-logging-api",
            "felix      org.ops4j.pax.logging.pax-logging-logback",
            "felix      org.osgi.util.function",
            "felix      org.osgi.util.promise",
            "felix      org.osgi.service.component",
            "framework  org.apache.felix.configadmin",
            "framework  org.apache.felix.scr",
            "run        org.apache.felix.eventadmin",
            "shell      org.apache.felix.gogo.runtime",
            "shell      org.apache.felix.gogo.command",
            "ingot      io.ingot.api",
            "ingot      io.ingot.access",
            "ingot      io.ingot.resolver",
            "ingot      io.ingot.httpclient",
            "ingot      io.ingot.http",
            "ingot      io.ingot.file",
            "ingot      io.ingot.glance",
            "ingot      io.ingot.fetch",
            "ingot      io.ingot.openpgp",
            "ingot      io.ingot.deploy",
            "ingot      io.ingot.console",
            "terminal   org.apache.felix.gogo.shell");

    private static final String HEADER = """
            # Ingot's bundles, in the order in which they start. Written by the build.
            #
            # felix      for a plain OSGi framework; bin/ingot has these packages on its own class path
            # framework  configuration and components
            # run        events (ingot run)
            # shell      shell commands; started before Ingot, which adds its own
            # ingot      Ingot
            # terminal   reads commands from standard input (ingot run --shell)
            #
            """;

    private final Path module;
    private final Path root;
    private final Path launcher;
    private final Instant started;

    private Distribution(Path module, Path root, Path launcher, Instant started) {
        this.module = module;
        this.root = root;
        this.launcher = launcher;
        this.started = started;
    }

    public static void main(String[] arguments) throws Exception {
        new Distribution(
                        Path.of(arguments[0]),
                        Path.of(arguments[1]),
                        Path.of(arguments[2]),
                        Instant.parse(arguments[3]))
                .assemble();
    }

    private void assemble() throws Exception {
        copy(launcher, root.resolve("lib/io.ingot.runtime.jar"));
        copyTree(module.resolve("src/main/dist"));
        Files.setPosixFilePermissions(root.resolve("bin/ingot"), PosixFilePermissions.fromString("rwxr-xr-x"));
        copy(module.resolve("../LICENSE"), root.resolve("LICENSE"));
        Licences.write(root);
        Path list = root.resolve("bundles.txt");
        Files.writeString(list, HEADER + table());
        shareClasses();
        // The time of the start, so that sources that change meanwhile are newer than the distribution.
        Files.setLastModifiedTime(list, FileTime.from(started));
        System.out.println(Files.readString(list));
    }

    private String table() throws IOException {
        TreeMap<String, Path> jars = new TreeMap<>();
        for (Path jar : list(root.resolve("bundles"))) {
            if (jars.put(name(jar), jar) != null) {
                throw new IOException("two versions of " + name(jar) + " in " + root + ": run a clean build");
            }
        }
        StringBuilder table = new StringBuilder();
        for (String line : BUNDLES) {
            String[] columns = line.split("\\s+");
            Path jar = jars.remove(columns[1]);
            if (jar == null) {
                throw new IOException("the jar of the bundle " + columns[1] + " is missing");
            }
            table.append(String.format(
                    Locale.ROOT, "%-10s %-45s %-45s %s%n", columns[0], jar.getFileName(), columns[1], header(jar, "Bundle-Version")));
        }
        if (!jars.isEmpty()) {
            throw new IOException("bundles without a use: " + jars.keySet());
        }
        return table.toString();
    }

    private static String name(Path jar) {
        return header(jar, "Bundle-SymbolicName").split(";")[0].strip();
    }

    private static String header(Path path, String name) {
        try (JarFile jar = new JarFile(path.toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            return headers.getValue(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the class data archive of this JVM, which bin/ingot finds by the version of the JVM. The demonstration uses
     * most of the classes that commands use.
     */
    private void shareClasses() throws IOException, InterruptedException {
        for (Path old : list(root.resolve("lib"))) {
            if (old.toString().endsWith(".jsa")) {
                Files.delete(old);
            }
        }
        ProcessBuilder command = new ProcessBuilder(root.resolve("bin/ingot").toString(), "demo");
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("INGOT_SHARE_CLASSES", "write");
        command.redirectErrorStream(true).redirectOutput(root.resolve("../share-classes.log").toFile());
        Process process = command.start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            System.err.println("cannot write the class data archive, so ingot starts slowly; see target/share-classes.log");
        }
        for (Path archive : list(root.resolve("lib"))) {
            Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private void copyTree(Path from) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(file, root.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Collects the licences and notices of the shipped jars. */
    private static final class Licences {
        private Licences() {}

        private static void write(Path root) throws IOException {
            Path folder = root.resolve("licences");
            StringBuilder index = new StringBuilder("The libraries that Ingot contains, and their licences:\n\n");
            for (String part : List.of("lib", "bundles")) {
                for (Path path : list(root.resolve(part))) {
                    if (path.toString().endsWith(".jar")) {
                        index.append(one(path, folder, part));
                    }
                }
            }
            Files.createDirectories(folder);
            Files.writeString(root.resolve("NOTICE"), index);
        }

        private static String one(Path path, Path folder, String part) throws IOException {
            String name = path.getFileName().toString().replaceAll("\\.jar$", "");
            try (JarFile jar = new JarFile(path.toFile())) {
                for (var entry : java.util.Collections.list(jar.entries())) {
                    if (entry.getName().matches("(META-INF/(legal/.+/)?)?([A-Za-z-]+-)?(LICENSE|NOTICE|LICENCE)[^/]*")) {
                        Path to = folder.resolve(name).resolve(entry.getName().replaceFirst("^META-INF/(legal/)?", ""));
                        Files.createDirectories(to.getParent());
                        try (var bytes = jar.getInputStream(entry)) {
                            Files.copy(bytes, to, StandardCopyOption.REPLACE_EXISTING);
                        }
                    }
                }
                Attributes headers = jar.getManifest().getMainAttributes();
                String licence = headers.getValue("Bundle-License");
                return String.format(Locale.ROOT, "%s/%s%n    %s%n", part, path.getFileName(),
                        licence == null ? "Apache-2.0, unless licences/" + name + " says otherwise" : licence);
            }
        }
    }
}
