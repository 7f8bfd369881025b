// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.testing.bundle.ToyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code ingot run}. */
class RunIT {
    private static final String READY = "ingot: running";

    @TempDir
    private Path folder;

    private int questions;

    private Path deploy(String name) {
        return Ingot.home(folder).resolve("deploy").resolve(name);
    }

    private Path etc(String name) {
        return Ingot.home(folder).resolve("etc").resolve(name);
    }

    private String log() throws IOException {
        return Files.readString(Ingot.home(folder).resolve("log/ingot.log"));
    }

    /** Returns the shell's answer to a command. */
    private String ask(Ingot ingot, String command) throws IOException {
        String before = "before-" + ++questions;
        String after = "after-" + questions;
        ingot.type("echo " + before).type(command).type("echo " + after).awaitOutput(after);
        String output = ingot.output();
        return output.substring(output.indexOf(before), output.lastIndexOf(after));
    }

    private void awaitSchemes(Ingot ingot, java.util.function.Predicate<String> expected) {
        await().atMost(Duration.ofSeconds(30)).until(() -> expected.test(ask(ingot, "ingot:schemes")));
    }

    @Test
    void bundleIsInstalledReplacedAndRemovedWhileRunning() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run", "--shell")) {
            ingot.awaitError(READY);
            assertThat(ask(ingot, "ingot:schemes")).contains("http").doesNotContain("toy");

            Files.write(deploy("toy.jar"), ToyBundle.ofVersion("1.0.0"));
            awaitSchemes(ingot, text -> text.contains("org.toy") && text.contains("1.0.0"));

            Files.write(deploy("toy.jar"), ToyBundle.ofVersion("2.0.0"));
            awaitSchemes(ingot, text -> text.contains("org.toy") && text.contains("2.0.0"));

            Files.delete(deploy("toy.jar"));
            awaitSchemes(ingot, text -> !text.contains("toy"));

            ingot.type("exit");
            assertThat(ingot.exit()).isZero();
        }
    }

    @Test
    void shellHasEventAdminAndNoTelnetServer() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run", "--shell")) {
            ingot.awaitError(READY);

            assertThat(ask(ingot, "lb EventAdmin")).containsPattern("Active .*EventAdmin");
            assertThat(ask(ingot, "ingot:fetches")).contains("nothing is being fetched");
            assertThat(ask(ingot, "telnetd --port=0 start")).contains("Command not found: telnetd");
            assertThat(ask(ingot, "gogo:telnetd status")).contains("Command not found: gogo:telnetd");
        }
    }

    @Test
    void jarIsInstalledWhenItIsCompleteAndOthersMayNotWriteIt() throws Exception {
        byte[] jar = ToyBundle.ofVersion("1.0.0");
        try (Ingot ingot = Ingot.start(folder, "run", "--shell")) {
            ingot.awaitError(READY);

            Files.write(deploy("toy.jar"), Arrays.copyOf(jar, jar.length / 2));
            ingot.awaitError("toy.jar is not installed: it is not a complete jar");
            Files.setPosixFilePermissions(deploy("toy.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));
            Files.write(deploy("toy.jar"), jar);
            ingot.awaitError("toy.jar has mode 0666");
            Files.setPosixFilePermissions(deploy("toy.jar"), PosixFilePermissions.fromString("rw-r--r--"));
            awaitSchemes(ingot, text -> text.contains("org.toy"));

            ingot.endInput();
            assertThat(ingot.exit()).isZero();
        }
    }

    @Test
    void jarThatDoesNotResolveIsNamedWithItsRequirement() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run")) {
            ingot.awaitError(READY);
            ingot.endInput();

            Files.write(deploy("toy.jar"), ToyBundle.unresolvable());

            ingot.awaitError("com.nowhere.at.all");
            assertThat(ingot.errors()).contains(deploy("toy.jar").toString());
            assertThat(log()).contains("com.nowhere.at.all");

            ingot.signal("TERM");
            assertThat(ingot.exit()).isEqualTo(143);
            assertThat(ingot.output()).isEmpty();
        }
        assertThat(Ingot.home(folder).resolve("var/run/framework")).doesNotExist();
        assertThat(Ingot.temporary(folder)).isEmptyDirectory();
    }

    @Test
    void secondRunOnTheSameHomeIsRefusedWithTheProcessOfTheFirst() throws Exception {
        try (Ingot first = Ingot.start(folder, "run")) {
            first.awaitError(READY);

            Ingot second = Ingot.run(folder, "run");

            assertThat(second.exit()).isEqualTo(21);
            assertThat(second.errors()).contains("process " + first.pid());
            assertThat(Ingot.run(folder, "schemes").exit()).isZero();
            assertThat(first.alive()).isTrue();
        }
    }

    @Test
    void changedConfigurationIsAppliedAndAnInvalidOneRefused() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run", "-v")) {
            ingot.awaitError(READY);

            Files.writeString(etc("io.ingot.fetch.cfg"), "retries = 3\n");
            ingot.awaitError("applied the configuration " + etc("io.ingot.fetch.cfg"));

            Files.writeString(etc("io.ingot.fetch.cfg"), "retries = many\n");
            ingot.awaitError("io.ingot.fetch/retries must be a whole number");
            ingot.awaitError("the previous configuration stays in force");

            Files.delete(etc("io.ingot.fetch.cfg"));
            ingot.awaitError("removed the configuration " + etc("io.ingot.fetch.cfg"));

            Path dashed = etc("io.ingot.access.credentials-mirror.cfg");
            Path tilde = etc("io.ingot.access.credentials~mirror.cfg");
            String credentials = "target = https://mirror.example/\nuser = ann\npasswordFile = /nowhere\n";
            Files.writeString(dashed, credentials);
            ingot.awaitError("applied the configuration " + dashed);
            Files.writeString(tilde, credentials);
            ingot.awaitError(dashed + " and " + tilde + " configure the same PID");
            Files.delete(dashed);
            ingot.awaitError("removed the configuration " + dashed);
            ingot.awaitError("applied the configuration " + tilde);
        }
    }

    @Test
    void configurationOfALaterBundleIsAppliedWhenItIsInstalled() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run", "-v")) {
            ingot.awaitError(READY);
            Files.writeString(etc("org.toy.cfg"), "text = one\n");
            ingot.awaitError("no installed bundle describes the configuration org.toy");

            Files.write(deploy("toy.jar"), ToyBundle.configurable());

            ingot.awaitError("applied the configuration " + etc("org.toy.cfg"));
        }
    }

    @Test
    void invalidConfigurationEndsTheRun() throws Exception {
        Ingot ingot = Ingot.run(folder, "run", "--config", "io.ingot.fetch/retries=many");

        assertThat(ingot.exit()).isEqualTo(22);
        assertThat(ingot.errors()).doesNotContain(READY);
    }

    @Test
    void timeoutEndsTheRun() throws Exception {
        Ingot ingot = Ingot.run(folder, "run", "--timeout", "0.2");

        assertThat(ingot.exit()).isEqualTo(20);
    }

    @Test
    void copyOfABundleOfTheDistributionHasNoEffect() throws Exception {
        Path own;
        try (var jars = Files.list(Ingot.DISTRIBUTION.resolve("bundles"))) {
            own = jars.filter(jar -> jar.getFileName().toString().startsWith("io.ingot.file-"))
                    .findFirst()
                    .orElseThrow();
        }
        try (Ingot ingot = Ingot.start(folder, "run", "--shell")) {
            ingot.awaitError(READY);

            Files.copy(own, deploy("hotfix.jar"));
            ingot.awaitError("hotfix.jar is ignored: io.ingot.file");
            Files.delete(deploy("hotfix.jar"));
            Files.write(deploy("toy.jar"), ToyBundle.ofVersion("1.0.0"));
            awaitSchemes(ingot, text -> text.contains("org.toy"));

            assertThat(ask(ingot, "ingot:schemes")).contains("io.ingot.file");
        }
    }

    @Test
    void newerOfTwoVersionsAnswersUntilItIsRemoved() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run", "--shell")) {
            ingot.awaitError(READY);
            Files.write(deploy("a.jar"), ToyBundle.ofVersion("1.9.0"));
            awaitSchemes(ingot, text -> text.contains("org.toy 1.9.0"));

            Files.write(deploy("b.jar"), ToyBundle.ofVersion("1.10.0"));
            awaitSchemes(ingot, text -> text.contains("toy     org.toy 1.10.0"));
            assertThat(ask(ingot, "ingot:schemes")).contains("version 1.9.0 is not asked");

            Files.delete(deploy("b.jar"));
            awaitSchemes(ingot, text -> text.contains("toy     org.toy 1.9.0"));
        }
    }

    @Test
    void removedCopyOfAPluginDoesNotRemoveThePlugin() throws Exception {
        try (Ingot ingot = Ingot.start(folder, "run", "--shell", "-v")) {
            ingot.awaitError(READY);
            Files.write(deploy("b.jar"), ToyBundle.ofVersion("1.0.0"));
            awaitSchemes(ingot, text -> text.contains("org.toy"));
            Files.write(deploy("c.jar"), ToyBundle.ofVersion("1.0.0"));
            ingot.awaitError("c.jar is ignored: b.jar is the same bundle");

            Files.delete(deploy("b.jar"));
            ingot.awaitError("installed org.toy 1.0.0 from " + deploy("c.jar"));
            awaitSchemes(ingot, text -> text.contains("org.toy"));
        }
    }
}
