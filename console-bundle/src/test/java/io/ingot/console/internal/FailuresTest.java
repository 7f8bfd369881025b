// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.common.command.CommandError;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reports of failed commands. */
class FailuresTest {
    private static final String REF = "http://mirror/a.qcow2";

    private final Ingot ingot = Ingot.withServices();

    @ParameterizedTest
    @EnumSource
    void eachCodeHasItsStatusAndItsJson(ErrorCode code) {
        ingot.fetcher.fail(new ImageException(code, "what was wrong"));

        Ended ended = ingot.run("fetch", REF, "/tmp/a", "--json");

        assertThat(ended.status()).isEqualTo(CommandError.of(code).exitStatus());
        assertThat(ended.err()).isEmpty();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "error",
                        Map.of(
                                "code",
                                code.name(),
                                "message",
                                "what was wrong",
                                "reference",
                                REF,
                                "retryable",
                                code.retryable(),
                                "details",
                                List.of())));
    }

    @Test
    void progressOfAFailedFetchIsInJsonAndInVerboseText() {
        ingot.fetcher.fail(new ImageException(ErrorCode.CHECKSUM_MISMATCH, "wrong bytes")
                .withPhase(FetchPhase.TRANSFERRING)
                .withBytesTransferred(123)
                .withService("io.ingot.http 1.0.0"));

        assertThat(ingot.run("fetch", REF, "/tmp/a", "--json").error())
                .containsEntry("phase", "transferring")
                .containsEntry("bytesTransferred", 123)
                .containsEntry("service", "io.ingot.http 1.0.0")
                .containsEntry("details", List.of());
        assertThat(ingot.run("fetch", REF, "/tmp/a").err()).isEqualTo("ingot: wrong bytes\n");
        assertThat(ingot.run("fetch", "-v", REF, "/tmp/a").err()).isEqualTo("""
                        ingot: wrong bytes
                        ingot: phase: transferring
                        ingot: bytes transferred: 123
                        ingot: image service: io.ingot.http 1.0.0
                        """);
    }

    @Test
    void aChangeOfVersionIsAFailedTransfer() {
        ingot.fetcher.fail(ImageException.versionChange("it is another image now"));

        Ended ended = ingot.run("fetch", REF, "/tmp/a", "--json");

        assertThat(ended.status()).isEqualTo(16);
        assertThat(ended.error()).containsEntry("code", "TRANSFER_FAILED").containsEntry("retryable", true);
    }

    @ParameterizedTest
    @CsvSource({"30000, 30", "30001, 31", "1, 1", "0, 0"})
    void retryAfterIsInWholeSecondsRoundedUp(long millis, int seconds) {
        ingot.fetcher.fail(
                new ImageException(ErrorCode.TRANSFER_FAILED, "busy").withRetryAfter(Duration.ofMillis(millis)));

        assertThat(ingot.run("fetch", REF, "/tmp/a", "--json").error())
                .containsEntry("retryAfterSeconds", seconds)
                .containsEntry("retryable", true);
    }

    @Test
    void detailsAreInJsonAndInVerboseText() {
        ingot.fetcher.fail(
                new ImageException(ErrorCode.TRANSFER_FAILED, "no location is left").withDetails(List.of("rbd: none")));

        assertThat(ingot.run("fetch", REF, "/tmp/a", "--json").error()).containsEntry("details", List.of("rbd: none"));
        assertThat(ingot.run("fetch", REF, "/tmp/a").err()).isEqualTo("ingot: no location is left\n");
        assertThat(ingot.run("fetch", "-v", REF, "/tmp/a").err())
                .isEqualTo("ingot: no location is left\ningot: rbd: none\n");
    }

    @Test
    void aFailureInTextIsOneLineOnStandardError() {
        ingot.fetcher.fail(new ImageException(ErrorCode.NOT_FOUND, "no image\nat all"));

        Ended ended = ingot.run("-q", "fetch", REF, "/tmp/a");

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("ingot: no image\\u{a}at all\n");
    }

    @Test
    void aFailureOfTheResolverIsReported() {
        assertThat(ingot.run("show", REF, "--json").error()).containsEntry("code", "NOT_FOUND");
        assertThat(ingot.run("validate", REF, "--json").error()).containsEntry("code", "NOT_FOUND");
    }

    @Test
    void aDefectIsInternalAndItsMessageStaysInTheLog() {
        ingot.services.answer((request, call) -> {
            throw new IllegalStateException("hush");
        });

        Ended ended = ingot.run("show", REF, "--json");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.error())
                .containsEntry("code", "INTERNAL")
                .containsEntry("retryable", false)
                .containsEntry("reference", REF);
        assertThat(ended.message()).contains("/var/log/ingot.log").doesNotContain("hush");
    }

    @Test
    void aLinkageErrorOfAPluginIsInternal() {
        ingot.services.answer((request, call) -> {
            throw new NoClassDefFoundError("gone");
        });

        assertThat(ingot.run("show", REF).status()).isEqualTo(1);
    }

    @ParameterizedTest
    @DisplayName("D-09, D-12: a scheme-less text that is not a UUID is refused, not guessed")
    @ValueSource(strings = {"no scheme, no uuid", "docker.io/x/y", "/var/lib/ironic/x", "", "glance://not-a-uuid"})
    void anInvalidReferenceIsRefusedWithoutAQuery(String text) {
        for (String command : List.of("show", "validate")) {
            Ended ended = ingot.run(command, text, "--json");

            assertThat(ended.status()).isEqualTo(10);
            assertThat(ended.error()).containsEntry("code", "INVALID_REFERENCE").doesNotContainKey("reference");
        }
        assertThat(ingot.run("fetch", text, "/tmp/a").status()).isEqualTo(10);
        assertThat(ingot.services.requests).isEmpty();
        assertThat(ingot.fetcher.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:12", "sha256", ":ab", "sha256:" + "zz", "nonsense"})
    void aMalformedChecksumIsInvalidMetadata(String checksum) {
        Ended ended = ingot.run("fetch", REF, "/tmp/a", "--checksum", checksum, "--json");

        assertThat(ended.status()).isEqualTo(19);
        assertThat(ended.error()).containsEntry("code", "INVALID_METADATA").containsEntry("reference", REF);
        assertThat(ingot.fetcher.requests).isEmpty();
    }

    @Test
    void aMalformedUrlOfAChecksumFileIsAnInvalidReference() {
        Ended ended = ingot.run("fetch", REF, "/tmp/a", "--checksum", "http://joe:hush@a:b/SUMS", "--json");

        assertThat(ended.status()).isEqualTo(10);
        assertThat(ended.error()).containsEntry("code", "INVALID_REFERENCE");
        assertThat(ended.out() + ended.err()).doesNotContain("hush");
        assertThat(ingot.fetcher.requests).isEmpty();
    }

    @Test
    void aDestinationWithATrailingSlashIsRefused() {
        Ended ended = ingot.run("fetch", REF, "/srv/nodes/", "--json");

        assertThat(ended.status()).isEqualTo(21);
        assertThat(ended.error()).containsEntry("code", "LOCAL_IO").containsEntry("retryable", false);
        assertThat(ended.message()).contains("/srv/nodes/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b"})
    void aDestinationThatIsNotAFileNameIsUsage(String destination) {
        Ended ended = ingot.run("fetch", REF, destination);

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("DEST");
        assertThat(ingot.fetcher.requests).isEmpty();
    }

    @Test
    void aMissingResolverIsNamedAfterTheTimeout() {
        Ended ended = Ingot.withoutServices(Duration.ofMillis(1)).run("schemes", "--json");

        assertThat(ended.status()).isEqualTo(25);
        assertThat(ended.error()).containsEntry("code", "UNAVAILABLE").containsEntry("retryable", true);
        assertThat(ended.message()).contains("io.ingot.resolver");
    }

    @Test
    void aMissingEngineIsNamedAfterTheTimeout() {
        Ended ended = Ingot.withoutServices(Duration.ofMillis(1)).run("fetch", REF, "/tmp/a");

        assertThat(ended.status()).isEqualTo(25);
        assertThat(ended.err()).contains("io.ingot.fetch");
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailure() {
        ingot.services.answer(ImageInfo.builder().build());

        Ended ended = ingot.runOnFullDisk("show", REF);

        assertThat(ended.status()).isEqualTo(21);
        assertThat(ended.err()).contains("standard output");
    }
}
