// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import io.ingot.testing.fault.FaultyOrigin;
import io.ingot.testing.fault.FaultPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One plan, carried out. */
final class PlanRun {
    private static final Set<ErrorCode> EXPECTED = EnumSet.of(
            ErrorCode.TRANSFER_FAILED,
            ErrorCode.CHECKSUM_MISMATCH,
            ErrorCode.NOT_FOUND,
            ErrorCode.NOT_AUTHORIZED,
            ErrorCode.UNACCEPTABLE);
    private static final byte[] BEFORE = {1, 2, 3};
    /** Beyond all that retries and stalls may take: who needs it hangs. */
    private static final Duration HANGS = Duration.ofMinutes(2);

    private final FaultPlan plan;
    private final Instance ingot;
    private final Tally tally;

    PlanRun(FaultPlan plan, Instance ingot, Tally tally) {
        this.plan = plan;
        this.ingot = ingot;
        this.tally = tally;
    }

    /** What came out wrong, with the plan and what the origin saw; absent if nothing did. */
    Optional<String> check() {
        try (FaultyOrigin origin = new FaultyOrigin(plan)) {
            try {
                fetch(origin);
                if (plan.fetchedTwice()) {
                    fetch(origin);
                }
                if (origin.concurrentBodies() > 1) {
                    tally.overSeveral();
                }
                return Optional.empty();
            } catch (IOException | AssertionError | RuntimeException e) {
                return Optional.of("\n" + plan + "\n  " + origin.log() + "\n" + e);
            }
        } catch (IOException e) {
            return Optional.of(plan + ": " + e);
        }
    }

    private void fetch(FaultyOrigin origin) throws IOException {
        Path destination = ingot.destination();
        if (plan.destinationExists()) {
            Files.write(destination, BEFORE);
        }
        int answersBefore = origin.responses();
        try {
            FetchedImage fetched =
                    ingot.fetcher().fetch(request(origin, destination)).join();
            tally.right();
            assertRight(fetched, destination, origin);
        } catch (ImageException e) {
            tally.error(e.code());
            boolean tooLarge = e.code() == ErrorCode.REFUSED_BY_POLICY && plan.hasEndlessBody();
            boolean noRoom = e.code() == ErrorCode.INSUFFICIENT_SPACE && plan.mayClaimHugeLength();
            assertThat(tooLarge || noRoom || EXPECTED.contains(e.code()))
                    .as("%s", e)
                    .isTrue();
            assertUntouched(destination);
        }
        assertNothingBeside(destination);
        int answers = origin.responses() - answersBefore;
        tally.answers(answers);
        assertThat(answers).as("answers asked for").isLessThanOrEqualTo(Rules.mostAnswers(plan));
        Files.deleteIfExists(destination);
        Files.delete(destination.getParent());
    }

    private FetchRequest request(FaultyOrigin origin, Path destination) throws IOException {
        FetchRequest request = FetchRequest.of(Instance.request(origin.url()), destination)
                .options(FetchOptions.DEFAULT
                        .segments(plan.segments())
                        .timeout(HANGS)
                        .useStore(plan.store()));
        return switch (plan.expectedDigest()) {
            case NOTHING -> request;
            case MD5 -> request.checksum(checksum("md5", "MD5", origin.image()));
            case SHA256 -> request.checksum(sha256(origin.image()));
        };
    }

    private void assertRight(FetchedImage fetched, Path destination, FaultyOrigin origin) throws IOException {
        byte[] bytes = Files.readAllBytes(destination);
        List<byte[]> right = plan.isVerified() ? List.of(origin.image()) : origin.images();
        assertThat(right.stream().anyMatch(image -> Arrays.equals(image, bytes)))
                .as("right bytes, of %s", bytes.length)
                .isTrue();
        assertThat(fetched.size()).isEqualTo(bytes.length);
        assertThat(fetched.digests()).contains(sha256(bytes));
    }

    private void assertUntouched(Path destination) {
        if (plan.destinationExists()) {
            assertThat(destination).hasBinaryContent(BEFORE);
        } else {
            assertThat(destination).doesNotExist();
        }
    }

    private static void assertNothingBeside(Path destination) {
        assertThat(destination.getParent()).isDirectoryNotContaining(path -> !path.equals(destination));
    }

    private static Checksum sha256(byte[] bytes) {
        return checksum("sha256", "SHA-256", bytes);
    }

    private static Checksum checksum(String name, String algorithm, byte[] bytes) {
        return new Checksum(name, Images.digest(algorithm, bytes));
    }
}
