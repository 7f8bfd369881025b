// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A server run by a script of {@code itest/servers}; a failure to start it fails the test. */
final class Server {
    private static final Pattern VALUE = Pattern.compile("(\\w+)='(.*)'");
    private static final String ANY_PORT = "0";

    private final Path folder;
    private final Map<String, String> values;

    private Server(Path folder, Map<String, String> values) {
        this.folder = folder;
        this.values = values;
    }

    /** Starts a server on free ports, like {@link #start(String, String, String, Map)}. */
    static Server start(String script, String name, Map<String, String> options) throws Exception {
        return start(script, name, ANY_PORT, options);
    }

    /** Starts a server, or returns the one that this JVM started with the same options. It stops with this JVM. */
    static Server start(String script, String name, String port, Map<String, String> options) throws Exception {
        Path folder = Path.of(System.getProperty("itest.work"), "servers", name);
        Files.createDirectories(folder);
        // The server of an aborted run may have other options.
        if (!isRunning(script, folder, new TreeMap<>(options) + port)) {
            run(script, folder, Map.of(), "stop", folder.toString());
        }
        run(script, folder, options, "start", folder.toString(), port);
        return new Server(
                folder,
                Files.readAllLines(folder.resolve("env")).stream()
                        .map(VALUE::matcher)
                        .filter(Matcher::matches)
                        .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2))));
    }

    /** Returns a value that the script printed. */
    String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("the script did not print " + key + ", only " + values.keySet());
        }
        return value;
    }

    /** The directory of the server. */
    Path folder() {
        return folder;
    }

    private static void run(String script, Path folder, Map<String, String> options, String... arguments)
            throws Exception {
        File output = folder.resolve("script.log").toFile();
        ProcessBuilder builder =
                command(script, arguments).redirectErrorStream(true).redirectOutput(output);
        builder.environment().putAll(options);
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(script + " " + String.join(" ", arguments) + " ended with " + status + ": "
                    + Files.readString(output.toPath()));
        }
    }

    /**
     * Whether the server runs with these options. System properties keep them, since each framework loads its own copy
     * of this class.
     */
    private static boolean isRunning(String script, Path folder, String options) {
        String before = System.setProperty("itest.server:" + folder, options);
        if (before == null) {
            stopAtTheEnd(script, folder);
        }
        return options.equals(before);
    }

    /**
     * Stops the server at the end of the JVM. The command is created in advance, since classes of the framework cannot
     * be loaded then.
     */
    private static void stopAtTheEnd(String script, Path folder) {
        ProcessBuilder stop = command(script, "stop", folder.toString()).inheritIO();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop.start().waitFor();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("cannot stop the server in " + folder, e);
            }
        }));
    }

    private static ProcessBuilder command(String script, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of(System.getProperty("basedir"), "servers", script).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new ProcessBuilder(command);
    }
}
