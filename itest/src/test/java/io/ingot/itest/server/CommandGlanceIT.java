// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.WorkFolder;
import io.ingot.itest.command.Home;
import io.ingot.itest.command.Ingot;
import io.ingot.testing.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command reads the configuration of OpenStack's tools: the examples of {@code docs/glance.md}. */
class CommandGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(1_000_033);
    private static final int NOT_AUTHORIZED = 13;
    private static final int INVALID_CONFIGURATION = 22;

    private OpenStack cloud;
    private Path folder;
    private Home home;
    private String image;

    @BeforeEach
    void startOpenStack() throws Exception {
        cloud = OpenStack.start("cloud", Map.of());
        folder = WorkFolder.create("command");
        home = new Home(folder);
        image = cloud.glance("ironic", "service").upload(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ironic", "credential", "system", "token"})
    void cloudOfOsCloud(String name) throws Exception {
        writeClouds();
        home.variable("OS_CLOUD", name);

        assertFetched(home.run("-v", "fetch", image, destination().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a password", "the whole system", "an application credential", "a token"})
    void accountOfVariables(String example) throws Exception {
        Example.of(cloud, "openrc: " + example).variables().forEach(home::variable);

        assertFetched(home.run("-v", "fetch", image, destination().toString()));
    }

    @Test
    void otherVariablesAreIgnoredWithOsCloud() throws Exception {
        writeClouds();
        home.variable("OS_CLOUD", "ironic")
                .variable("OS_USERNAME", "unknown")
                .variable("OS_AUTH_URL", "http://127.0.0.1:1");

        assertFetched(home.run("-v", "fetch", image, destination().toString()));
    }

    @Test
    void missingCloudIsReportedWithTheExistingOnes() throws Exception {
        writeClouds();
        home.variable("OS_CLOUD", "ironie");

        Ingot ingot = home.run("fetch", image, destination().toString());

        assertThat(ingot.exit()).as(ingot.toString()).isEqualTo(INVALID_CONFIGURATION);
        assertThat(ingot.errors()).contains("ironie", "credential", "system");
    }

    @Test
    void readerIsNotAuthorizedAlthoughTheImageIsStored() throws Exception {
        writeClouds();
        home.variable("OS_CLOUD", "ironic");
        String theirs = cloud.glance("demo", "demo").upload(IMAGE);
        assertFetched(home.run("-v", "fetch", theirs, destination().toString()));
        Path token = cloud.secretFile("reader.token", cloud.keystone().token("reader", "demo"));
        Path destination = folder.resolve("refused");

        Ingot ingot = home.run("fetch", theirs, destination.toString(), "--token-file", token.toString());

        assertThat(ingot.exit()).as(ingot.toString()).isEqualTo(NOT_AUTHORIZED);
        assertThat(destination).doesNotExist();
    }

    private void writeClouds() throws Exception {
        Path openstack = Files.createDirectories(folder.resolve("openstack"));
        for (String file : new String[] {"clouds.yaml", "secure.yaml"}) {
            Files.writeString(openstack.resolve(file), Example.of(cloud, file).text());
        }
        home.variable("XDG_CONFIG_HOME", folder.toString());
    }

    private void assertFetched(Ingot ingot) {
        assertThat(ingot.exit()).as(ingot.toString()).isZero();
        assertThat(destination()).hasBinaryContent(IMAGE);
        assertThat(ingot.output() + ingot.errors())
                .doesNotContain(Keystone.password("ironic"), Keystone.password("admin"), Keystone.CREDENTIAL_SECRET)
                .doesNotContain("gAAAA"); // the prefix of Keystone's tokens
    }

    private Path destination() {
        return folder.resolve("image");
    }
}
