// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.glance.internal.keystone.Identity;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.TokenScope;
import io.ingot.image.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clouds that the variables OS_* describe, and properties that override them. */
class VariablesTest extends CloudFixture {
    private static final Map<String, String> PASSWORD = Map.of(
            "OS_AUTH_URL", "http://k.test:5000/v3",
            "OS_USERNAME", "ironic",
            "OS_PASSWORD", " pw ",
            "OS_PROJECT_NAME", "service",
            "OS_USER_DOMAIN_ID", "u",
            "OS_PROJECT_DOMAIN_NAME", "P");

    @Test
    void passwordForAProject() throws Exception {
        variables.putAll(PASSWORD);

        assertThat(account().authUrl()).hasToString("http://k.test:5000/v3");
        assertThat(login()).isEqualTo("ironic: pw ");
        assertThat(((Identity.Password) account().identity()).user())
                .isEqualTo(KeystoneName.of("ironic", KeystoneName.ofId("u")));
        assertThat(account().scope())
                .isEqualTo(new TokenScope.Project(KeystoneName.of("service", KeystoneName.of("P"))));
        assertThat(cloud().image().interfaces()).containsExactly("public");
    }

    @Test
    void applicationCredential() throws Exception {
        variables.putAll(Map.of(
                "OS_AUTH_URL", "http://k.test",
                "OS_AUTH_TYPE", "v3applicationcredential",
                "OS_APPLICATION_CREDENTIAL_ID", "c1",
                "OS_APPLICATION_CREDENTIAL_SECRET", "s",
                "OS_PROJECT_NAME", "left over"));

        assertThat(account().identity()).isInstanceOf(Identity.ApplicationCredential.class);
        assertThat(account().scope()).isEqualTo(new TokenScope.Inherited());
    }

    @Test
    void token() throws Exception {
        variables.putAll(Map.of("OS_AUTH_URL", "http://k.test", "OS_TOKEN", "t", "OS_PROJECT_ID", "p1"));

        assertThat(account().identity()).isInstanceOf(Identity.Token.class);
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.ofId("p1")));
    }

    @Test
    void endpointWithoutAnAccount() throws Exception {
        variables.putAll(Map.of("OS_AUTH_TYPE", "none", "OS_ENDPOINT", "http://g.test:9292/v2"));

        assertThat(cloud().account()).isEmpty();
        assertThat(cloud().imageEndpoints()).hasToString("[http://g.test:9292]");
    }

    @ParameterizedTest
    @CsvSource({
        "OS_TENANT_NAME, x, x",
        "OS_TENANT_ID, x, x",
        "OS_PROJECT_ID, x, x",
    })
    void olderSpellingsOfTheProject(String variable, String value, String project) throws Exception {
        variables.putAll(Map.of("OS_AUTH_URL", "http://k.test", "OS_USER_ID", "u1", "OS_PASSWORD", "p"));
        variables.put(variable, value);

        assertThat(account().scope().toString()).contains(project);
    }

    @ParameterizedTest
    @CsvSource({"OS_DEFAULT_DOMAIN", "OS_DEFAULT_DOMAIN_ID", "OS_DOMAIN_ID"})
    void domainAppliesToUserAndProject(String variable) throws Exception {
        variables.putAll(Map.of("OS_AUTH_URL", "http://k.test", "OS_USERNAME", "u", "OS_PASSWORD", "p"));
        variables.put("OS_PROJECT_NAME", "x");
        variables.put("OS_PROJECT_DOMAIN_NAME", "Own");
        variables.put(variable, "d");

        assertThat(((Identity.Password) account().identity()).user())
                .isEqualTo(KeystoneName.of("u", KeystoneName.ofId("d")));
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.of("x", KeystoneName.of("Own"))));
    }

    @Test
    void domainScope() throws Exception {
        variables.putAll(Map.of("OS_AUTH_URL", "http://k.test", "OS_USER_ID", "u1", "OS_PASSWORD", "p"));
        variables.put("OS_DOMAIN_ID", "d");

        assertThat(account().scope()).isEqualTo(new TokenScope.Domain(KeystoneName.ofId("d")));
    }

    @ParameterizedTest
    @CsvSource({"OS_INTERFACE, internal", "OS_ENDPOINT_TYPE, internalURL", "OS_IMAGE_INTERFACE, internal"})
    void interfaceIsRead(String variable, String value) throws Exception {
        variables.putAll(PASSWORD);
        variables.put(variable, value);

        assertThat(cloud().image().interfaces()).containsExactly("internal");
    }

    @Test
    void regionTypeAndEndpointAreRead() throws Exception {
        variables.putAll(PASSWORD);
        variables.putAll(Map.of(
                "OS_REGION_NAME", "Two",
                "OS_IMAGE_SERVICE_TYPE", "imago",
                "OS_IMAGE_ENDPOINT_OVERRIDE", "https://g.test/v2/"));

        assertThat(cloud().image().region()).hasValue("Two");
        assertThat(cloud().image().type()).isEqualTo("imago");
        assertThat(cloud().imageEndpoints()).hasToString("[https://g.test]");
    }

    @Test
    void emptyVariablesAreIgnored() throws Exception {
        variables.putAll(PASSWORD);
        variables.putAll(Map.of("OS_TOKEN", "", "OS_SYSTEM_SCOPE", " ", "OS_CLOUD", "", "OS_REGION_NAME", ""));

        assertThat(login()).isEqualTo("ironic: pw ");
        assertThat(cloud().image().region()).isEmpty();
    }

    @Test
    void regionAloneIsNotACloud() throws Exception {
        variables.put("OS_REGION_NAME", "Two");

        assertThat(cloud().account()).isEmpty();
        assertThat(cloud().image().interfaces()).containsExactly("internal", "public");
    }

    @Test
    void propertiesOverrideSingleValues() throws Exception {
        variables.putAll(PASSWORD);
        variables.put("OS_IMAGE_ENDPOINT_OVERRIDE", "http://other.test");
        variables.put("OS_IMAGE_REGION_NAME", "One");
        variables.put("OS_IMAGE_INTERFACE", "admin");
        properties.putAll(Map.of(
                "projectId", "p1",
                "endpoint", "http://g.test:9292",
                "regionName", "Two",
                "interfaces", new String[] {"internal"}));

        assertThat(login()).isEqualTo("ironic: pw ");
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.ofId("p1")));
        assertThat(cloud().imageEndpoints()).hasToString("[http://g.test:9292]");
        assertThat(cloud().image().region()).hasValue("Two");
        assertThat(cloud().image().interfaces()).isEqualTo(List.of("internal"));
    }

    @Test
    void propertyOverridesAnEquivalentVariable() throws Exception {
        variables.putAll(Map.of("OS_AUTH_URL", "http://k.test", "OS_USER_ID", "u1", "OS_PASSWORD", "p"));
        variables.put("OS_SYSTEM_SCOPE", "all");
        properties.putAll(Map.of("username", "demo", "projectName", "demo"));

        assertThat(login()).isEqualTo("demo:p");
        assertThat(account().scope()).isEqualTo(new TokenScope.Project(KeystoneName.of("demo", DEFAULT)));
    }

    @Test
    void secretInThePropertiesDecidesTheAuthType() throws Exception {
        variables.putAll(Map.of(
                "OS_AUTH_URL", "http://k.test",
                "OS_AUTH_TYPE", "v3applicationcredential",
                "OS_APPLICATION_CREDENTIAL_ID", "c1",
                "OS_APPLICATION_CREDENTIAL_SECRET", "s"));
        properties.putAll(Map.of("username", "ironic", "_password", "pw"));

        assertThat(login()).isEqualTo("ironic:pw");
    }

    @Test
    void authTypeNoneIgnoresAllOtherSources() throws Exception {
        variables.putAll(PASSWORD);
        variables.put("OS_CLOUD", "missing");
        properties.putAll(Map.of("authType", "none", "endpoint", "http://g.test"));

        assertThat(cloud().account()).isEmpty();
        assertThat(cloud().imageEndpoints()).hasToString("[http://g.test]");
    }

    @ParameterizedTest
    @CsvSource({
        "OS_AUTH_URL, '', io.ingot.glance/authUrl or OS_AUTH_URL",
        "OS_USERNAME, '', io.ingot.glance/username or OS_USERNAME",
        "OS_PASSWORD, '', io.ingot.glance/passwordFile or OS_PASSWORD",
        "OS_AUTH_URL, k.test, OS_AUTH_URL must be an http or https URL",
        "OS_AUTH_TYPE, v3totp, OS_AUTH_TYPE must be none",
        "OS_INTERFACE, private, OS_INTERFACE must be internal",
        "OS_IMAGE_INTERFACE, private, io.ingot.glance/interfaces or OS_IMAGE_INTERFACE must be internal",
        "OS_IMAGE_ENDPOINT, x, io.ingot.glance/endpoint or OS_IMAGE_ENDPOINT must be an http or https URL",
        "OS_SYSTEM_SCOPE, all, OS_SYSTEM_SCOPE",
        "OS_TRUST_ID, t1, OS_TRUST_ID",
        "OS_IMAGE_ENDPOINT_OVERRIDE, x, OS_IMAGE_ENDPOINT_OVERRIDE must be an http or https URL"
    })
    void invalidVariableIsNamed(String variable, String value, String expected) {
        variables.putAll(PASSWORD);
        variables.put(variable, value);

        assertThatFailure(this::cloud).hasCode(ErrorCode.INVALID_CONFIGURATION).hasMessageContaining(expected);
    }
}
