// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.ingot.itest.WorkFolder;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** The console of a process of the official Karaf distribution without network access. */
final class KarafConsole implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final int TIMES_TYPED = 12;
    private static final Duration BEFORE_TYPING_AGAIN = Duration.ofSeconds(10);
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;?]*[a-zA-Z]");

    private final Path printed;
    private final Process process;
    private final Writer typed;

    private KarafConsole(Path home) throws IOException {
        printed = Files.createTempFile(home, "console-", ".log");
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString())
                .redirectOutput(printed.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("EXTRA_JAVA_OPTS", System.getProperty("ingot.test.jvm", ""));
        builder.environment().put("TERM", "dumb");
        process = builder.start();
        typed = process.outputWriter(UTF_8);
    }

    /** Extracts Karaf; returns its directory. */
    static Path extract() throws Exception {
        Path folder = WorkFolder.create("karaf-console");
        String archive = Karaf.folder().resolve("apache-karaf.tar.gz").toString();
        new ProcessBuilder("tar", "-xzf", archive)
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
        try (Stream<Path> extracted = Files.list(folder)) {
            Path home = extracted.findFirst().orElseThrow();
            forbidNetwork(home.resolve("etc/org.ops4j.pax.url.mvn.cfg"), folder.resolve("repository"));
            return home;
        }
    }

    private static void forbidNetwork(Path settings, Path localRepository) throws IOException {
        String prefix = "org.ops4j.pax.url.mvn.";
        Stream<String> others = Files.readString(settings)
                .replace("\\\n", "")
                .lines()
                .filter(line -> !line.startsWith(prefix + "repositories"));
        List<String> replacement = List.of(prefix + "repositories=", prefix + "localRepository=" + localRepository);
        Files.write(settings, Stream.concat(others, replacement.stream()).toList());
    }

    /** Starts the Karaf in a directory. */
    static KarafConsole start(Path home) throws IOException {
        return new KarafConsole(home);
    }

    /**
     * Types a command, repeatedly until the expected text is printed: commands are not available until Karaf has
     * started. Returns the output without colours.
     */
    String type(String command, String expected) throws IOException {
        Pattern pattern = Pattern.compile(expected, Pattern.MULTILINE);
        int before = printed().length();
        for (int times = 0; times < TIMES_TYPED; times++) {
            typed.write(command + "\n");
            typed.flush();
            if (prints(pattern, before)) {
                return printed().substring(before);
            }
        }
        throw new AssertionError(
                command + " does not print " + expected + ": " + printed().substring(before));
    }

    private boolean prints(Pattern expected, int before) {
        try {
            await().atMost(BEFORE_TYPING_AGAIN)
                    .until(() -> expected.matcher(printed().substring(before)).find());
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private String printed() throws IOException {
        return COLOURS.matcher(Files.readString(printed)).replaceAll("");
    }

    /** Logs out, which stops Karaf. */
    @Override
    public void close() throws IOException {
        try (typed) {
            typed.write("logout\n");
        }
        try {
            if (process.waitFor(TIMEOUT.toSeconds(), SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
