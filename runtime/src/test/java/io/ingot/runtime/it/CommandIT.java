// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.ingot.testing.bundle.ToyBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One-shot commands. */
class CommandIT {
    @TempDir
    private Path folder;

    private Path deploy(String name, byte[] jar) throws IOException {
        Path deploy = Files.createDirectories(
                Ingot.home(folder).resolve("deploy"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return Files.write(deploy.resolve(name), jar);
    }

    private Path etc(String name, String text) throws IOException {
        Path etc = Files.createDirectories(Ingot.home(folder).resolve("etc"));
        return Files.writeString(etc.resolve(name), text);
    }

    @Test
    void schemesAreExactlyOneJsonObject() throws Exception {
        Ingot ingot = Ingot.run(folder, "schemes", "--json");

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.output())
                .startsWith("{\"schemes\":[")
                .endsWith("}")
                .doesNotContain("\n")
                .contains("\"http\"", "\"https\"", "\"file\"", "\"glance\"");
        assertThat(ingot.errors()).isEmpty();
    }

    @Test
    void heapCanBeSmall() throws Exception {
        try (Ingot ingot = Ingot.start(
                folder,
                Ingot.DISTRIBUTION.resolve("bin/ingot"),
                Map.of("INGOT_JAVA_OPTS", "-Xmx64m"),
                "fetches",
                "--json")) {
            assertThat(ingot.exit()).isZero();
            assertThat(ingot.output()).startsWith("{\"fetches\":[]");
            assertThat(ingot.errors()).isEmpty();
        }
    }

    @Test
    void proxyOfTheEnvironmentIsUsedUnlessConfigured() throws Exception {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> asked = new CopyOnWriteArrayList<>();
        proxy.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        proxy.start();
        try {
            Map<String, String> environment = Map.of(
                    "http_proxy", "http://127.0.0.1:" + proxy.getAddress().getPort());
            assertThat(show(environment)).isZero();
            assertThat(asked).contains("http://no-such-host.invalid/a.img");

            asked.clear();
            show(environment, "--config", "io.ingot.httpclient/useEnvironment=false");
            etc("io.ingot.httpclient.cfg", "useEnvironment = false\n");
            show(environment);
            assertThat(asked).isEmpty();
        } finally {
            proxy.stop(0);
        }
    }

    private int show(Map<String, String> environment, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("show", "http://no-such-host.invalid/a.img", "--config", "io.ingot.resolver/retries=0"));
        arguments.addAll(List.of(options));
        try (Ingot ingot = Ingot.start(
                folder, Ingot.DISTRIBUTION.resolve("bin/ingot"), environment, arguments.toArray(new String[0]))) {
            return ingot.exit();
        }
    }

    @Test
    void foldersAreAccessibleToTheirOwnerOnly() throws Exception {
        assertThat(Ingot.run(folder, "schemes").exit()).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Ingot.home(folder))))
                .isEqualTo("rwx------");
    }

    @Test
    void temporaryFilesAreDeleted() throws Exception {
        assertThat(Ingot.run(folder, "schemes").exit()).isZero();

        assertThat(Ingot.temporary(folder)).isEmptyDirectory();
    }

    @Test
    void jarThatOthersMayWriteEndsTheCommand() throws Exception {
        Path jar = deploy("toy.jar", ToyBundle.ofVersion("1.0.0"));
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

        Ingot ingot = Ingot.run(folder, "schemes", "--json");

        assertThat(ingot.exit()).isEqualTo(21);
        assertThat(ingot.output()).contains("toy.jar has mode 0666").doesNotContain("\n");
    }

    @Test
    void configurationThatOthersMayWriteEndsTheCommand() throws Exception {
        Path file = etc("io.ingot.file.cfg", "allowedPaths = /\n");
        Files.setPosixFilePermissions(file.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

        Ingot ingot = Ingot.run(folder, "schemes");

        assertThat(ingot.exit()).isEqualTo(22);
        assertThat(ingot.errors()).contains(file.getParent() + " has mode 0777");
    }

    @Test
    void commandIsFoundThroughALinkFromAnotherFolder() throws Exception {
        Path link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("with blank")).resolve("ingot"),
                Ingot.DISTRIBUTION.resolve("bin/ingot"));

        try (Ingot ingot = Ingot.start(folder, link, Map.of(), "schemes", "--home", "a 'b' $c *")) {
            assertThat(ingot.exit()).isZero();
        }

        assertThat(folder.resolve("a 'b' $c *")).isDirectory();
    }

    @Test
    void tooOldJavaIsNamed() throws Exception {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");

        try (Ingot ingot = Ingot.start(
                folder,
                Ingot.DISTRIBUTION.resolve("bin/ingot"),
                Map.of("JAVA_HOME", folder.resolve("jdk").toString()),
                "schemes")) {
            assertThat(ingot.exit()).isEqualTo(1);
            assertThat(ingot.errors()).contains("Java 17 or newer is needed", "11.0.2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "io.ingot.fetch/retrys=1,        22, INVALID_CONFIGURATION, retries",
        "io.ingot.unknown/retries=1,      22, INVALID_CONFIGURATION, io.ingot.unknown",
        "io.ingot.fetch/retries=many,    22, INVALID_CONFIGURATION, whole number",
        "io.ingot.glance/endpoint=ftp:x, 22, INVALID_CONFIGURATION, endpoint",
        "io.ingot.fetch,                 2,  USAGE,                 PID/property"
    })
    void invalidConfigurationOptionIsTheErrorInJson(String option, int exit, String code, String named)
            throws Exception {
        Ingot ingot = Ingot.run(folder, "schemes", "--json", "--config", option);

        assertThat(ingot.exit()).isEqualTo(exit);
        assertThat(ingot.output())
                .startsWith("{\"error\":{\"code\":\"" + code + "\"")
                .contains(named)
                .doesNotContain("\n");
    }

    @Test
    void oneConfigurationOptionIsEnough() throws Exception {
        Path image = Files.writeString(
                Files.createDirectory(folder.resolve("shared")).resolve("image"), "image");

        Ingot ingot = Ingot.run(
                folder, "show", "file://" + image, "--json", "--config", "io.ingot.file/allowedPaths=" + folder);

        assertThat(ingot.output()).contains("\"size\":5");
        assertThat(ingot.exit()).isZero();
    }

    @Test
    void invalidConfigurationFileIsNamed() throws Exception {
        Path file = etc("io.ingot.fetch.cfg", "retries = -1\n");

        Ingot ingot = Ingot.run(folder, "schemes");

        assertThat(ingot.exit()).isEqualTo(22);
        assertThat(ingot.errors()).contains(file.toString(), "io.ingot.fetch/retries", "'-1'", "at least 0");
        assertThat(ingot.output()).isEmpty();
    }

    @Test
    void homeThatCannotBeCreatedIsLocalIo() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Ingot ingot =
                Ingot.run(folder, "schemes", "--home", file.resolve("home").toString(), "--json");

        assertThat(ingot.exit()).isEqualTo(21);
        assertThat(ingot.output())
                .startsWith("{\"error\":{\"code\":\"LOCAL_IO\"")
                .contains(file.toString());
    }

    @Test
    void helpNeedsNoHome() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Ingot ingot = Ingot.run(folder, "run", "--help", "--home", file.toString());

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.output()).contains("--shell");
        assertThat(Ingot.temporary(folder)).isEmptyDirectory();
    }

    @Test
    void unknownCommandIsAnErrorOfUsage() throws Exception {
        Ingot ingot = Ingot.run(folder, "frobnicate", "--json");

        assertThat(ingot.exit()).isEqualTo(2);
        assertThat(ingot.output()).startsWith("{\"error\":{\"code\":\"USAGE\"");
    }

    @Test
    void deployedBundleIsAvailableToEveryCommand() throws Exception {
        deploy("toy.jar", ToyBundle.ofVersion("1.2.3"));

        Ingot ingot = Ingot.run(folder, "schemes", "--json");

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.output()).contains("{\"scheme\":\"toy\",\"bundle\":\"org.toy\",\"version\":\"1.2.3\"}");
    }

    @Test
    void deployedJarThatDoesNotResolveIsNamedWithItsRequirement() throws Exception {
        Path jar = deploy("toy.jar", ToyBundle.unresolvable());

        Ingot ingot = Ingot.run(folder, "schemes", "--json");

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.errors()).contains(jar.toString(), "com.nowhere.at.all");
    }

    @Test
    void deployFolderThatOthersMayWriteIsRefused() throws Exception {
        Path jar = deploy("toy.jar", ToyBundle.ofVersion("1.0.0"));
        Path deploy = Ingot.home(folder).resolve("deploy");
        Files.setPosixFilePermissions(deploy, PosixFilePermissions.fromString("rwxrwxrwx"));

        for (String command : new String[] {"schemes", "run"}) {
            Ingot ingot = Ingot.run(folder, command);

            assertThat(ingot.exit()).isEqualTo(21);
            assertThat(ingot.errors()).contains(deploy.toString(), "chmod go-w");
        }
        assertThat(jar).exists();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void signalEndsAFetchAndItsFilesAreDeleted(String signal, int exit) throws Exception {
        deploy("toy.jar", ToyBundle.ofVersion("1.0.0"));
        Path node = Files.createDirectory(folder.resolve("node"));
        Path destination = node.resolve("image");
        Path parts = Ingot.home(folder).resolve("store/parts");

        try (Ingot ingot = Ingot.start(folder, "fetch", "toy://endless/image", destination.toString(), "--json")) {
            await("the part in the store")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Files.isDirectory(parts) && !isEmpty(parts));
            ingot.signal(signal);

            assertThat(ingot.exit()).isEqualTo(exit);
            assertThat(ingot.output()).contains("\"code\":\"CANCELLED\"").doesNotContain("\n");
        }
        assertThat(node).isEmptyDirectory();
        assertThat(Ingot.temporary(folder)).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=ar -Duser.country=EG",
                "-Duser.language=bn -Duser.country=BD",
                "-Duser.language=mr -Duser.country=IN",
                "-Duser.language=ne -Duser.country=NP",
                "-Duser.language=en -Duser.extensions=u-nu-arab",
                "-Duser.language=th -Duser.country=TH -Duser.variant=TH",
                "-Duser.language=tr"
            })
    void localeOfTheUserIsIgnored(String options) throws Exception {
        try (Ingot ingot = Ingot.start(
                folder,
                Ingot.DISTRIBUTION.resolve("bin/ingot"),
                Map.of("INGOT_JAVA_OPTS", options),
                "schemes",
                "--json",
                "--config",
                "io.ingot.fetch/retries=3")) {
            assertThat(ingot.exit()).isZero();
            assertThat(ingot.output())
                    .startsWith("{\"schemes\":[{\"scheme\":\"file\"")
                    .doesNotContain("\n");
            assertThat(ingot.errors()).isEmpty();
        }
    }

    @Test
    void outputOfALibraryIsNotAmongTheResults() throws Exception {
        deploy("toy.jar", ToyBundle.printing());

        Ingot ingot = Ingot.run(folder, "schemes", "--json");

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.output())
                .startsWith("{\"schemes\":[")
                .contains("org.toy")
                .doesNotContain("\n");
        assertThat(ingot.errors()).contains("a library greets");
    }

    @Test
    void bundleThatEndsTheProcessIsNamedInTheLastLine() throws Exception {
        deploy("toy.jar", ToyBundle.exiting());

        Ingot text = Ingot.run(folder, "schemes");
        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.output()).isEmpty();
        assertThat(text.errors().lines().reduce((a, b) -> b).orElseThrow())
                .contains("System.exit", "ExitingActivator", "org.toy 1.0.0");

        Ingot json = Ingot.run(folder, "schemes", "--json");
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.output())
                .startsWith("{\"error\":{\"code\":\"INTERNAL\"")
                .contains("org.toy 1.0.0")
                .doesNotContain("\n");
    }

    @Test
    void configurationOfARemovedBundleCausesOnlyAWarning() throws Exception {
        Path leftover = etc("io.ingot.gone.cfg", "retries = many\n");
        Path foreign = etc("org.other-one.cfg", "a = b\n");

        Ingot ingot = Ingot.run(folder, "schemes", "--json");

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.errors()).contains("io.ingot.gone", leftover.toString(), foreign.toString());
    }

    @Test
    void helpAndUsageErrorsCreateNoFiles() throws Exception {
        assertThat(Ingot.run(folder, "help", "store", "why").exit()).isZero();
        assertThat(Ingot.run(folder, "version", "--json").output()).startsWith("{\"version\":\"");
        assertThat(Ingot.run(folder, "fetch", "one").exit()).isEqualTo(2);

        assertThat(Ingot.home(folder)).doesNotExist();
        assertThat(Ingot.temporary(folder)).isEmptyDirectory();
    }

    @Test
    void newerOfTwoVersionsAnswersAndTheOtherIsReported() throws Exception {
        Path older = deploy("a.jar", ToyBundle.ofVersion("1.9.0"));
        deploy("b.jar", ToyBundle.ofVersion("1.10.0"));

        Ingot ingot = Ingot.run(folder, "schemes", "--json");

        assertThat(ingot.output())
                .contains("{\"scheme\":\"toy\",\"bundle\":\"org.toy\",\"version\":\"1.10.0\"}")
                .contains("\"absent\":[{\"bundle\":\"org.toy\",\"reason\":\"version 1.9.0 is not asked");
        assertThat(ingot.errors()).contains(older.toString(), "1.10.0 in b.jar answers");
    }

    @Test
    void otherFilesAreReportedAsIgnored() throws Exception {
        Path kar = deploy("thing.kar", new byte[] {'P', 'K'});
        Path nested = Files.createDirectory(kar.resolveSibling("nested"));

        Ingot ingot = Ingot.run(folder, "schemes");

        assertThat(ingot.exit()).isZero();
        assertThat(ingot.errors()).contains(kar + " is ignored: a KAR", nested + " is ignored: it is a folder");
    }
}
