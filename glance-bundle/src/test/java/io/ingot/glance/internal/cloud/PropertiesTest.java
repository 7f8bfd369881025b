// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ingot.glance.internal.keystone.Identity;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.glance.internal.keystone.TokenScope;
import io.ingot.image.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clouds that the properties alone describe. */
class PropertiesTest extends CloudFixture {
    private static final String URL = "https://keystone.test:5000";

    @Test
    void defaultsAreAnonymous() throws Exception {
        assertThat(cloud())
                .isEqualTo(new Cloud(
                        Optional.empty(),
                        new ServiceFilter("image", List.of("internal", "public"), Optional.empty()),
                        List.of()));
    }

    @Test
    void endpointsWithoutAnAccountAreAnonymous() throws Exception {
        properties.put("endpoint", "http://a.test:9292, http://b.test/image/v2/,,http://a.test:9292/");

        assertThat(cloud().account()).isEmpty();
        assertThat(cloud().imageEndpoints()).hasToString("[http://a.test:9292, http://b.test/image]");
    }

    @Test
    void passwordForAProject() throws Exception {
        Path file = write(machine.resolve("password"), "first\n");
        properties.putAll(Map.of(
                "authUrl", URL, "username", "ironic", "passwordFile", file.toString(), "projectName", "service"));

        assertThat(account().authUrl()).hasToString(URL + "/v3");
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.of("service", DEFAULT)));
        assertThat(login()).isEqualTo("ironic:first");
        write(file, "second\n");
        assertThat(login()).isEqualTo("ironic:second");
    }

    @Test
    void placeholderForTheRegionMayBeEmpty() throws Exception {
        properties.putAll(Map.of("authUrl", "https://keystone.test/{region_name}", "userId", "u1", "_password", "p"));

        assertThat(account().authUrl()).hasToString("https://keystone.test/v3");
    }

    @Test
    void domainsAreRead() throws Exception {
        properties.putAll(Map.of(
                "authUrl", URL, "username", "u", "_password", "p", "userDomainName", "Users", "projectName", "x"));
        properties.put("projectDomainId", "d1");

        assertThat(((Identity.Password) account().identity()).user())
                .isEqualTo(KeystoneName.of("u", KeystoneName.of("Users")));
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.of("x", KeystoneName.ofId("d1"))));
    }

    @Test
    void idsOverrideNames() throws Exception {
        properties.putAll(Map.of("authUrl", URL, "username", "u", "userId", "u1", "_password", "p"));
        properties.putAll(Map.of("projectName", "x", "projectId", "p1"));

        assertThat(((Identity.Password) account().identity()).user()).isEqualTo(KeystoneName.ofId("u1"));
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.ofId("p1")));
    }

    @Test
    void systemScopeAndDomainScope() throws Exception {
        properties.putAll(Map.of("authUrl", URL, "userId", "u1", "_password", "p", "systemScope", "all"));
        assertThat(account().scope()).isEqualTo(new TokenScope.WholeSystem());

        properties.remove("systemScope");
        properties.put("domainName", "Default");
        assertThat(account().scope()).isEqualTo(new TokenScope.Domain(KeystoneName.of("Default")));
    }

    @Test
    void scopeDefaultsToThatOfTheUser() throws Exception {
        properties.putAll(Map.of("authUrl", URL, "userId", "u1", "_password", "p"));

        assertThat(account().scope()).isEqualTo(new TokenScope.Inherited());
    }

    @Test
    void applicationCredentialById() throws Exception {
        properties.putAll(Map.of("authUrl", URL, "applicationCredentialId", "c1", "_applicationCredentialSecret", "s"));

        Identity.ApplicationCredential identity =
                (Identity.ApplicationCredential) account().identity();
        assertThat(identity.credential()).isEqualTo(KeystoneName.ofId("c1"));
        assertThat(identity.user()).isEmpty();
        assertThat(identity.secret().read().reveal()).isEqualTo("s");
        assertThat(account().scope()).isEqualTo(new TokenScope.Inherited());
    }

    @Test
    void applicationCredentialByNameRequiresItsUser() throws Exception {
        properties.putAll(
                Map.of("authUrl", URL, "applicationCredentialName", "backup", "_applicationCredentialSecret", "s"));
        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("io.ingot.glance/userId");

        properties.put("username", "ironic");
        assertThat(((Identity.ApplicationCredential) account().identity()).user())
                .hasValue(KeystoneName.of("ironic", DEFAULT));
    }

    @Test
    void tokenWithAndWithoutAProject() throws Exception {
        properties.putAll(Map.of("authUrl", URL, "_token", "t"));
        assertThat(((Identity.Token) account().identity()).token().read().reveal())
                .isEqualTo("t");
        assertThat(account().scope()).isEqualTo(new TokenScope.Inherited());

        properties.put("projectId", "p1");
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.ofId("p1")));
    }

    @Test
    void authTypeIsInferredUnlessConfigured() throws Exception {
        properties.putAll(Map.of("authUrl", URL, "userId", "u1", "_password", "p", "_token", "t"));
        assertThat(account().identity()).isInstanceOf(Identity.Token.class);

        properties.putAll(Map.of("applicationCredentialId", "c1", "_applicationCredentialSecret", "s"));
        assertThat(account().identity()).isInstanceOf(Identity.ApplicationCredential.class);

        properties.put("authType", "password");
        assertThat(account().identity()).isInstanceOf(Identity.Password.class);
    }

    @Test
    void catalogueSettings() throws Exception {
        properties.putAll(Map.of(
                "serviceType", "imago", "interfaces", new String[] {"publicURL, internal"}, "regionName", "Two"));

        assertThat(cloud().image())
                .isEqualTo(new ServiceFilter("imago", List.of("public", "internal"), Optional.of("Two")));
    }

    @ParameterizedTest
    @CsvSource({
        "userId, u1, io.ingot.glance/authUrl",
        "authUrl, http://k.test, io.ingot.glance/username",
        "_password, p, io.ingot.glance/authUrl",
        "applicationCredentialId, c1, io.ingot.glance/authUrl",
        "authType, token, io.ingot.glance/authUrl"
    })
    void missingPropertyIsNamed(String property, String value, String missing) {
        properties.put(property, value);

        assertThatFailure(this::cloud).hasCode(ErrorCode.INVALID_CONFIGURATION).hasMessageContaining("set " + missing);
    }

    @ParameterizedTest
    @CsvSource({
        "password, io.ingot.glance/username",
        "v3applicationcredential, io.ingot.glance/applicationCredentialSecretFile",
        "token, io.ingot.glance/tokenFile"
    })
    void propertyThatATypeRequiresIsNamed(String type, String missing) {
        properties.putAll(Map.of("authUrl", URL, "authType", type));

        assertThatFailure(this::cloud).hasCode(ErrorCode.INVALID_CONFIGURATION).hasMessageContaining("set " + missing);
    }

    @ParameterizedTest
    @CsvSource({
        "endpoint, banana",
        "endpoint, http://user:s3cret@g.test",
        "authUrl, k.test:5000",
        "authType, v3oidcpassword",
        "interfaces, private",
        "cloudsFile, clouds.yaml",
        "passwordFile, password",
        "tokenFile, token",
        "applicationCredentialSecretFile, secret"
    })
    void invalidPropertyIsReportedImmediately(String property, String value) {
        properties.put(property, property.equals("interfaces") ? new String[] {value} : value);

        assertThatIllegalArgumentException()
                .isThrownBy(this::source)
                .withMessageStartingWith("io.ingot.glance/" + property)
                .withMessageNotContaining("s3cret");
    }

    @Test
    void tokenHasOneScope() {
        properties.putAll(Map.of("projectName", "service", "systemScope", "all"));

        assertThatIllegalArgumentException()
                .isThrownBy(this::source)
                .withMessageContaining("projectName or projectId, systemScope");
    }

    @Test
    void systemScopeMustBeAll() {
        properties.putAll(Map.of("authUrl", URL, "userId", "u1", "_password", "p", "systemScope", "half"));

        assertThatFailure(this::cloud)
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("io.ingot.glance/systemScope must be all");
    }
}
