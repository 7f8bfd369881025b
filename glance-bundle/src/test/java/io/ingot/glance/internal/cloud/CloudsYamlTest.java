// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.keystone.Identity;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.TokenScope;
import io.ingot.image.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clouds of clouds.yaml. */
class CloudsYamlTest extends CloudFixture {
    private static final String CLOUDS = """
            clouds:
              other: {auth: {auth_url: "http://other.test", username: x, password: x}}
              my-cloud:
                auth:
                  auth_url: https://k.test:5000/v3
                  username: ironic
                  password: from-clouds
                  project-name: 0012
                  user_domain_name: Default
                  project_domain_id: default
                region_name: One
                interface: internal
            """;

    @Test
    void propertyOverridesTheVariable() throws Exception {
        write(userClouds(), CLOUDS);
        variables.put("OS_CLOUD", "other");
        assertThat(login()).isEqualTo("x:x");

        properties.put("cloud", "my-cloud");
        assertThat(login()).isEqualTo("ironic:from-clouds");
    }

    @Test
    void allValuesAreRead() throws Exception {
        write(userClouds(), CLOUDS);
        variables.put("OS_CLOUD", "my-cloud");

        assertThat(account().authUrl()).hasToString("https://k.test:5000/v3");
        assertThat(((Identity.Password) account().identity()).user())
                .isEqualTo(KeystoneName.of("ironic", KeystoneName.of("Default")));
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.of("0012", DEFAULT)));
        assertThat(cloud().image().region()).hasValue("One");
        assertThat(cloud().image().interfaces()).containsExactly("internal");
    }

    @Test
    void otherVariablesAreIgnored() throws Exception {
        write(userClouds(), CLOUDS);
        variables.putAll(Map.of("OS_CLOUD", "my-cloud", "OS_USERNAME", "y", "OS_TOKEN", "t", "OS_REGION_NAME", "Two"));

        assertThat(login()).isEqualTo("ironic:from-clouds");
        assertThat(cloud().image().region()).hasValue("One");
    }

    @Test
    void propertiesOverrideSingleValues() throws Exception {
        write(userClouds(), CLOUDS);
        properties.putAll(Map.of("cloud", "my-cloud", "username", "demo", "systemScope", "all"));

        assertThat(login()).isEqualTo("demo:from-clouds");
        assertThat(account().scope()).isEqualTo(new TokenScope.WholeSystem());
    }

    @Test
    void unnamedCloudIsNotUsed() throws Exception {
        write(userClouds(), "clouds: {only: {auth: {auth_url: 'http://k.test', user_id: u, password: p}}}");

        assertThat(cloud().account()).isEmpty();
    }

    @Test
    void secureYamlOverridesSingleValues() throws Exception {
        write(userClouds(), CLOUDS);
        write(etc().resolve("openstack/secure.yaml"), "clouds: {my-cloud: {auth: {password: from-secure}}}");
        variables.put("OS_CLOUD", "my-cloud");

        assertThat(login()).isEqualTo("ironic:from-secure");
    }

    @Test
    void filesAreReadEachTime() throws Exception {
        write(userClouds(), CLOUDS);
        variables.put("OS_CLOUD", "my-cloud");
        CloudSource source = source();
        source.read();
        write(userClouds().resolveSibling("secure.yaml"), "clouds: {my-cloud: {auth: {password: newer}}}");

        Identity.Password identity =
                (Identity.Password) source.read().account().orElseThrow().identity();
        assertThat(identity.password().read().reveal()).isEqualTo("newer");
    }

    @Test
    void directoriesAreSearchedInOrder() throws Exception {
        variables.put("OS_CLOUD", "c");
        variables.put("XDG_CONFIG_HOME", machine.resolve("xdg").toString());
        List<Path> lastFirst = List.of(
                etc().resolve("openstack/clouds.yaml"),
                etc().resolve("xdg/openstack/clouds.json"),
                home().resolve(".config/openstack/clouds.yml"),
                machine.resolve("xdg/openstack/clouds.yaml"),
                work().resolve("clouds.yml"),
                work().resolve("clouds.yaml"));
        for (Path file : lastFirst) {
            write(
                    file,
                    "{\"clouds\": {\"c\": {\"auth\": {\"auth_url\": \"http://k.test\", \"user_id\": \"u\","
                            + " \"password\": \"" + file + "\"}}}}");
            assertThat(login()).isEqualTo("u:" + file);
        }
        Path chosen = write(machine.resolve("chosen"), Files.readString(lastFirst.get(0)));
        variables.put("OS_CLIENT_CONFIG_FILE", "../chosen");
        assertThat(login()).isEqualTo("u:" + lastFirst.get(0));
        Files.delete(chosen);
        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("OS_CLIENT_CONFIG_FILE")
                .hasMessageContaining("does not exist");
    }

    @Test
    void secureYamlIsReadFromTheDirectoryOfAConfiguredFile() throws Exception {
        write(userClouds(), CLOUDS);
        write(userClouds().resolveSibling("secure.yaml"), "clouds: {my-cloud: {auth: {password: wrong}}}");
        Path file = write(machine.resolve("own/clouds.yaml"), CLOUDS);
        write(machine.resolve("own/secure.yaml"), "clouds: {my-cloud: {auth: {password: beside}}}");
        properties.putAll(Map.of("cloud", "my-cloud", "cloudsFile", file.toString()));
        assertThat(login()).isEqualTo("ironic:beside");

        Path secure = write(machine.resolve("s.yaml"), "clouds: {my-cloud: {auth: {password: chosen}}}");
        variables.put("OS_CLIENT_SECURE_FILE", secure.toString());
        assertThat(login()).isEqualTo("ironic:chosen");
    }

    @Test
    void profileSuppliesDefaults() throws Exception {
        write(userClouds(), """
                clouds:
                  mine: {profile: vendor, auth: {user_id: u, password: p}, interface: internal}
                """);
        write(work().resolve("clouds-public.yaml"), """
                public-clouds:
                  vendor:
                    auth: {auth_url: "https://{region_name}.k.test", user_id: nobody}
                    regions: [One, Two]
                    interface: public
                """);
        variables.put("OS_CLOUD", "mine");

        assertThat(account().authUrl()).hasToString("https://one.k.test/v3");
        assertThat(login()).isEqualTo("u:p");
        assertThat(cloud().image().interfaces()).containsExactly("internal");
    }

    @Test
    void regionsOverrideValues() throws Exception {
        write(userClouds(), """
                clouds:
                  mine:
                    auth: &auth {auth_url: "http://k.test", user_id: u, password: p}
                    regions:
                      - One
                      - name: Two
                        values: {image_endpoint_override: "http://two.test:9292/v2", auth: {user_id: v}}
                """);
        properties.put("cloud", "mine");
        assertThat(cloud().image().region()).hasValue("One");
        assertThat(cloud().imageEndpoints()).isEmpty();

        properties.put("regionName", "Two");
        assertThat(cloud().image().region()).hasValue("Two");
        assertThat(cloud().imageEndpoints()).hasToString("[http://two.test:9292]");
        assertThat(login()).isEqualTo("v:p");

        properties.put("regionName", "Three");
        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("'Three'")
                .hasMessageContaining("One, Two");
    }

    @ParameterizedTest
    @CsvSource({"project_name: top, top", "username: top, inner", "auth_url: 'http://top.test', inner"})
    void onlySomeValuesOutsideOfAuthOverride(String line, String expected) throws Exception {
        write(userClouds(), """
                clouds:
                  mine:
                    %s
                    auth: {auth_url: 'http://inner.test', username: inner, password: p, project_name: inner}
                """.formatted(line));
        variables.put("OS_CLOUD", "mine");
        String actual = expected.equals("top")
                ? account().scope().toString()
                : account().authUrl() + login();

        assertThat(actual).contains(expected).doesNotContain(expected.equals("top") ? "inner" : "top");
    }

    @Test
    void sectionAuthIsOptional() throws Exception {
        write(userClouds(), "clouds: {mine: {auth_url: 'http://k.test', username: u, password: p, auth: }}");
        variables.put("OS_CLOUD", "mine");

        assertThat(login()).isEqualTo("u:p");
    }

    @Test
    void applicationCredentialAndTokenAreRead() throws Exception {
        write(userClouds(), """
                clouds:
                  application:
                    auth_type: v3applicationcredential
                    auth: {auth_url: "http://k.test", application_credential_id: c, application_credential_secret: s}
                  token:
                    auth_type: v3token
                    auth: {auth_url: "http://k.test", token: t, system_scope: all}
                """);
        variables.put("OS_CLOUD", "application");
        assertThat(account().identity()).isInstanceOf(Identity.ApplicationCredential.class);

        variables.put("OS_CLOUD", "token");
        assertThat(account().identity()).isInstanceOf(Identity.Token.class);
        assertThat(account().scope()).isEqualTo(new TokenScope.WholeSystem());
    }

    @Test
    void endpointWithoutAnAccountIsRead() throws Exception {
        write(userClouds(), "clouds: {alone: {auth_type: none, auth: {endpoint: 'http://g.test:9292'}}}");
        variables.put("OS_CLOUD", "alone");

        assertThat(cloud().account()).isEmpty();
        assertThat(cloud().imageEndpoints()).hasToString("[http://g.test:9292]");
    }

    @Test
    void sharedMappingsAreMerged() throws Exception {
        write(userClouds(), """
                common: &common {auth_url: "http://k.test", username: u, password: p}
                clouds:
                  mine:
                    auth: {<<: *common, username: v}
                """);
        variables.put("OS_CLOUD", "mine");

        assertThat(login()).isEqualTo("v:p");
    }

    @Test
    void interfacesCanBeAList() throws Exception {
        write(userClouds(), """
                clouds:
                  mine:
                    auth: {auth_url: "http://k.test", user_id: u, password: p}
                    image_interface: [admin, publicURL]
                    interface: internal
                """);
        variables.put("OS_CLOUD", "mine");

        assertThat(cloud().image().interfaces()).containsExactly("admin", "public");
    }

    @Test
    void missingCloudIsReportedWithTheExistingOnes() throws Exception {
        write(userClouds(), CLOUDS);
        variables.put("OS_CLOUD", "mine");

        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("OS_CLOUD names the cloud 'mine'")
                .hasMessageContaining(userClouds().toString())
                .hasMessageContaining("my-cloud, other");
    }

    @Test
    void missingFileIsReportedWithTheSearchedDirectories() {
        properties.put("cloud", "mine");

        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("io.ingot.glance/cloud names the cloud 'mine'")
                .hasMessageContaining(work().toString())
                .hasMessageContaining("/etc/openstack")
                .hasMessageContaining("io.ingot.glance/cloudsFile");
    }

    @Test
    void missingConfiguredFileIsReported() {
        properties.putAll(Map.of("cloud", "mine", "cloudsFile", "/nowhere/clouds.yaml"));

        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("io.ingot.glance/cloudsFile names /nowhere/clouds.yaml");
    }

    @Test
    void missingValueIsNamedAsInTheFile() throws Exception {
        write(userClouds(), "clouds: {mine: {auth: {auth_url: 'http://k.test', username: u}}}");
        variables.put("OS_CLOUD", "mine");

        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining(
                        "io.ingot.glance/passwordFile or password of the cloud 'mine' of " + userClouds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clouds: [",
                "clouds: {mine: {password: s3cret}, mine: {}}",
                "- clouds",
                "text",
                "clouds: [mine]",
                "clouds: {mine: s3cret}",
                "clouds: {mine: {auth: [s3cret]}}",
                "clouds: {mine: {regions: [[s3cret]]}}",
                "clouds: {mine: {regions: [{values: {}}]}}",
                "clouds: {mine: {regions: [{name: One, values: s3cret}]}}",
                "clouds: {mine: *s3cret}",
                "clouds: {mine: !!java.io.File {}}",
                "clouds: {mine: {<<: s3cret}}",
                "clouds: {}\n---\nclouds: {}",
                "clouds: {mine: {? [a] : b}}"
            })
    void invalidFileIsReportedWithoutSecrets(String text) throws Exception {
        write(userClouds(), text);
        variables.put("OS_CLOUD", "mine");

        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining(userClouds().toString())
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void fileThatOthersCanChangeIsNotRead() throws Exception {
        write(work().resolve("clouds.yaml"), CLOUDS);
        Files.setPosixFilePermissions(work(), PosixFilePermissions.fromString("rwxrwxrwx"));
        variables.put("OS_CLOUD", "my-cloud");

        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContainingAll("clouds.yaml cannot be read", "changed by others", "0777");
    }

    @Test
    void directoryLargeFileAndBinaryFileAreNotRead() throws Exception {
        variables.put("OS_CLOUD", "mine");
        Files.createDirectories(userClouds());
        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("not a regular file");

        Files.delete(userClouds());
        write(userClouds(), "#".repeat((1 << 20) + 1));
        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("more than 1048576 bytes");

        Files.write(userClouds(), new byte[] {(byte) 0xff});
        assertThatFailure(this::cloud).hasCode(ErrorCode.INVALID_CONFIGURATION).hasMessageContaining("not UTF-8");
    }
}
