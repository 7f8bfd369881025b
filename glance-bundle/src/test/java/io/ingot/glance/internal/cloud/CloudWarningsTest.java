// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.glance.internal.settings.Configs;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Warnings about clouds, none of which contains a secret. */
class CloudWarningsTest extends CloudFixture {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.ingot");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void logEverything() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.TRACE);
    }

    @AfterEach
    void logNothing() {
        logger.setLevel(null);
        logger.detachAppender(log);
        assertThat(log.list)
                .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain("geheim"));
    }

    @Test
    void fileWithASecretThatOthersCanReadIsReported() throws Exception {
        variables.put("OS_CLOUD", "mine");
        write(userClouds(), "clouds: {mine: {auth: {auth_url: 'http://k.test', user_id: u, password: geheim}}}");
        Files.setPosixFilePermissions(userClouds(), PosixFilePermissions.fromString("rw-r--r--"));

        CloudSource source = source();
        source.read();
        source.read();

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(userClouds().toString())
                .contains("chmod o-r");
    }

    @Test
    void fileWithoutSecretsOrReadersIsNotReported() throws Exception {
        variables.put("OS_CLOUD", "mine");
        write(userClouds(), "clouds: {mine: {auth: {auth_url: 'http://k.test', user_id: u}}}");
        Files.setPosixFilePermissions(userClouds(), PosixFilePermissions.fromString("rw-r--r--"));
        write(userClouds().resolveSibling("secure.yaml"), "clouds: {mine: {auth: {password: geheim}}}");
        Files.setPosixFilePermissions(
                userClouds().resolveSibling("secure.yaml"), PosixFilePermissions.fromString("rw-------"));

        cloud();

        assertThat(warnings()).isEmpty();
    }

    @Test
    void tlsSettingsAreReportedAsIgnored() throws Exception {
        variables.putAll(Map.of(
                "OS_AUTH_URL", "https://k.test",
                "OS_USER_ID", "u",
                "OS_PASSWORD", "geheim",
                "OS_CACERT", "/ca.pem",
                "OS_INSECURE", "True"));

        CloudSource source = source();
        source.read();
        source.read();

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("cacert, insecure")
                .contains("io.ingot.httpclient/caFile");
    }

    @Test
    void unknownProfileIsReported() throws Exception {
        variables.put("OS_CLOUD", "mine");
        write(userClouds(), "clouds: {mine: {profile: vexxhost, verify: false, auth_type: none}}");

        cloud();

        assertThat(warnings()).hasSize(2);
        assertThat(warnings().get(0)).contains("'vexxhost'");
        assertThat(warnings().get(1)).contains("verify");
    }

    @Test
    void inlineSecretIsReported() throws Exception {
        properties.putAll(Map.of("authUrl", "https://k.test", "userId", "u", "_password", "geheim"));

        cloud();

        assertThat(warnings()).singleElement().asString().contains("io.ingot.glance/passwordFile");
    }

    @Test
    void defaultDomainIsLoggedForDebugging() throws Exception {
        properties.putAll(Map.of("authUrl", "https://k.test", "username", "u", "_password", "geheim"));

        cloud();

        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.DEBUG)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("no domain is set for the user, using 'default'");
    }

    @Test
    void secretsAreNotPrinted() throws Exception {
        variables.put("OS_PASSWORD", "geheim");
        CloudSection section = CloudSection.of(Map.of("password", "geheim", "token", "geheim", "username", "u"));
        CloudTexts texts = CloudTexts.ofCloud(section, "x");
        ConfiguredCloud configured =
                ConfiguredCloud.of(Configs.with(Map.of("_password", "geheim", "_token", "geheim")));

        assertThat(List.of(
                        new Environment(variables, home(), work(), etc()),
                        section,
                        texts,
                        texts.secret(CloudKey.PASSWORD),
                        CloudSettingsReader.of(texts),
                        configured,
                        CloudFile.read(write(userClouds(), "clouds: {c: {password: geheim}}"), "clouds")))
                .allSatisfy(value -> assertThat(value.toString()).doesNotContain("geheim"));
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
