// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Area P of the conformance list: the credentials of requests. */
class CredentialRulesTest {
    private static final String IMAGE = "https://img.example/disk.raw";
    private static final String SUMS = "https://img.example/SHA256SUMS";

    private final PlannerFixture fixture = new PlannerFixture();

    @Test
    @DisplayName("P-02: only the server of the image gets the secret")
    void onlyTheServerOfTheImageGetsCredentials() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source",
                IMAGE,
                "image_checksum",
                SUMS,
                "image_pull_secret",
                "user:pass",
                "root_gb",
                1,
                "kernel",
                "https://other.example/vmlinuz",
                "ramdisk",
                "https://img.example/initrd"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.images()).allSatisfy(image -> {
            boolean same = image.reference().host().equals(Optional.of("img.example"));
            assertThat(image.request().credentials().isPresent()).isEqualTo(same);
            assertThat(image.credentials().isPresent()).isEqualTo(same);
        });
        assertThat(fixture.previewed)
                .filteredOn(request -> !request.checksumFiles().isEmpty())
                .singleElement()
                .satisfies(request -> assertThat(
                                request.checksumFiles().get(0).file().credentials())
                        .isPresent());
    }

    @Test
    @DisplayName("P-02: with an invalid image_source no server gets the secret")
    void invalidReferenceGetsNoCredentials() throws ImageException {
        fixture.plan(Map.of(
                "image_source", "https//img.example/root.img",
                "image_pull_secret", "user:pass",
                "kernel", "https://other.example/vmlinuz",
                "ramdisk", "https://img.example/initrd"));
        assertThat(fixture.previewed)
                .isNotEmpty()
                .allMatch(request -> request.image().credentials().isEmpty());
        assertThat(fixture.shown).allMatch(request -> request.credentials().isEmpty());
    }

    @Test
    @DisplayName("P-02: named credentials are sent to their target only")
    void namedCredentialsAreUsedForTheirTargetOnly() throws ImageException {
        fixture.credentials("mirror", new Credentials.Password("user", Secret.of("pass")));
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source", "https://other.example/disk.img",
                "image_checksum", "https://other.example/SHA256SUMS",
                "image_pull_secret", "mirror"));
        assertThat(plan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("image_pull_secret");
            assertThat(problem.message()).contains("other.example").contains("io.ingot.access.credentials~mirror");
        });
        assertThat(fixture.shown)
                .isNotEmpty()
                .allMatch(request -> request.credentials().isEmpty());
        assertThat(fixture.previewed)
                .isNotEmpty()
                .allMatch(request -> request.image().credentials().isEmpty())
                .allMatch(request ->
                        request.checksumFiles().get(0).file().credentials().isEmpty());
    }

    @Test
    @DisplayName("P-02: a checksum file on another server is read without the secret")
    void checksumFileOnAnotherServerIsReadWithoutCredentials() throws ImageException {
        fixture.plan(Map.of(
                "image_source", IMAGE,
                "image_checksum", "https://sums.example/SHA256SUMS",
                "image_pull_secret", "user:pass"));
        assertThat(fixture.previewed.remove().checksumFiles().get(0).file().credentials())
                .isEmpty();
    }

    @Test
    @DisplayName("P-03, P-04: the user ends at the first colon")
    void userEndsAtTheFirstColon() throws ImageException {
        assertThat(credentials("user:pass:with:colons"))
                .contains(new Credentials.Password("user", Secret.of("pass:with:colons")));
    }

    @Test
    @DisplayName("P-06, P-10: an empty secret counts as absent")
    void emptySecretCountsAsAbsent() throws ImageException {
        assertThat(credentials("")).isEmpty();
        fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SUMS));
        assertThat(fixture.shown.remove().credentials()).isEmpty();
    }

    @Test
    @DisplayName("P-09: the caller's credentials win over the secret")
    void callersCredentialsWin() throws ImageException {
        Credentials mine = new Credentials.Token(Secret.of("mine"));
        DeploymentPlan plan = fixture.plan(DeploymentRequest.of(InstanceInfo.of(
                        Map.of("image_source", IMAGE, "image_checksum", SUMS, "image_pull_secret", "theirs")))
                .as(mine));
        assertThat(plan.images().get(0).request().credentials()).contains(mine);
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    void nameOfConfiguredCredentialsIsUsedAndShown() throws ImageException {
        Credentials configured = new Credentials.Password("a", Secret.of("b"));
        fixture.credentials("mirror", configured);
        DeploymentPlan plan =
                fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SUMS, "image_pull_secret", "mirror"));
        assertThat(plan.images().get(0).request().credentials()).contains(configured);
        assertThat(plan.images().get(0).credentials()).contains("mirror");
        assertThat(plan.warnings()).isEmpty();
    }

    @Test
    @DisplayName(
            "P-07: without a secret of the deployment, the credentials configured for the server are used and shown")
    void credentialsThatMatchByTargetAreShown() throws ImageException {
        fixture.credentialsFor("img.example", "mirror").credentialsFor("other.example", "other");
        Map<String, Object> info = Map.of(
                "image_source",
                IMAGE,
                "image_checksum",
                SUMS,
                "root_gb",
                1,
                "kernel",
                "https://other.example/vmlinuz",
                "ramdisk",
                "https://ann:hush@other.example/initrd");
        assertThat(fixture.plan(info).images())
                .extracting(PlannedImage::credentials)
                .containsExactly(Optional.of("mirror"), Optional.of("other"), Optional.empty());
        assertThat(fixture.plan(DeploymentRequest.of(InstanceInfo.of(info))
                                .as(new Credentials.Token(Secret.of("mine"))))
                        .images())
                .extracting(PlannedImage::credentials)
                .containsExactly(Optional.empty(), Optional.of("other"), Optional.empty());
    }

    @Test
    void unknownTextIsATokenWithAWarning() throws ImageException {
        DeploymentPlan plan =
                fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SUMS, "image_pull_secret", "deadbeef"));
        assertThat(plan.images().get(0).request().credentials()).contains(new Credentials.Token(Secret.of("deadbeef")));
        assertThat(plan.images().get(0).credentials()).contains("image_pull_secret");
        assertThat(plan.warnings()).singleElement().asString().contains("io.ingot.access.credentials~NAME");
    }

    @ParameterizedTest
    @CsvSource({"6a2c7a0e-5f3b-4f0e-9d07-1f2e3d4c5b6a, 7b2c7a0e-5f3b-4f0e-9d07-1f2e3d4c5b6a", "cat://disk, cat://kernel"
    })
    void imagesOfOneCatalogueShareCredentials(String disk, String kernel) throws ImageException {
        fixture.image(disk, Map.of("kernel_id", kernel, "ramdisk_id", kernel));
        DeploymentPlan plan = fixture.plan(
                Map.of("image_source", disk, "root_gb", 1, "image_checksum", SUMS, "image_pull_secret", "token"));
        assertThat(plan.images())
                .hasSize(3)
                .allSatisfy(image -> assertThat(image.request().credentials()).isPresent());
        assertThat(fixture.previewed)
                .allSatisfy(request -> assertThat(request.checksumFiles())
                        .allSatisfy(
                                file -> assertThat(file.file().credentials()).isEmpty()));
    }

    @Test
    void namedCredentialsApplyToEveryImageOfACatalogue() throws ImageException {
        fixture.credentials("mirror", new Credentials.Token(Secret.of("theirs")));

        DeploymentPlan plan = fixture.plan(
                Map.of("image_source", "cat://disk", "image_checksum", SUMS, "image_pull_secret", "mirror"));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.images().get(0).request().credentials()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://disk/a", "file:///srv/a.raw"})
    void namedCredentialsForAnotherTargetAreAProblem(String source) throws ImageException {
        fixture.credentials("mirror", new Credentials.Token(Secret.of("theirs")));

        DeploymentPlan plan = fixture.plan(Map.of("image_source", source, "image_pull_secret", "mirror"));

        assertThat(plan.problems()).extracting(Problem::field).contains("image_pull_secret");
        assertThat(plan.images().get(0).request().credentials()).isEmpty();
    }

    @Property(tries = 100)
    void secretIsNotInAnyMessage(@ForAll @AlphaChars @StringLength(min = 12, max = 20) String secret)
            throws ImageException {
        for (Object value : new Object[] {
            secret, "user:" + secret, ":" + secret, secret + "\n", Map.of(secret, secret), secret.repeat(2000)
        }) {
            Map<String, Object> info = new HashMap<>();
            info.put("image_source", IMAGE);
            info.put("image_pull_secret", value);
            DeploymentPlan plan = new PlannerFixture().plan(info);
            assertThat(plan.warnings()).noneMatch(text -> text.contains(secret));
            assertThat(plan.problems()).extracting(Problem::toString).noneMatch(text -> text.contains(secret));
            assertThat(plan.images().toString() + plan.reason()).doesNotContain(secret);
            assertThat(plan.images().get(0).request().toString()).doesNotContain(secret);
            assertThat(InstanceInfo.of(info).toString()).doesNotContain(secret);
        }
    }

    private Optional<Credentials> credentials(String secret) throws ImageException {
        fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SUMS, "image_pull_secret", secret));
        return fixture.shown.remove().credentials();
    }
}
