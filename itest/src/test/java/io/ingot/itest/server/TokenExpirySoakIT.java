// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageRequest;
import io.ingot.image.Secret;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.Work;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.itest.server.OpenStack.Asked;
import io.ingot.testing.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Tokens that expire while an image is transferred, and connections that break after that. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TokenExpirySoakIT {
    private static final String TOKEN_SECONDS = "12";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MIB = 1 << 20;

    private static final long A_HEADER_AND_ONE_BYTE = 1_000;

    /** What the sockets on both sides of the network held when a connection broke; it is sent once more. */
    private static final long UNDER_WAY = 64 * MIB;

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private Path content;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        ingot.configure("io.ingot.fetch", Map.of("retryPauseMillis", 10L, "maxRetryPauseMillis", 20L));
        cloud = OpenStack.start("cloud-of-short-tokens", Map.of("KEYSTONE_TOKEN_SECONDS", TOKEN_SECONDS));
        content = Work.folder("image").resolve("image");
        be(Map.of());
    }

    /** A network for one test alone, so that no connection of another is used again, where each is held after some bytes. */
    private Network networkThatHoldsAfter(long bytes, String name) throws Exception {
        Network network = Network.to(cloud.glanceUrl(), "toxic-" + name);
        be(Map.of("endpoint", network.url()));
        network.suffer("{\"hold_after\": " + bytes + "}");
        return network;
    }

    @Test
    public void imageOf1GiBGoesOnWithOneRenewalAndARangeAfterItsTokenExpiredAndItsConnectionWasCut() throws Exception {
        String image = upload(1024);
        Network network = networkThatHoldsAfter(700 * MIB, "whole");
        Path destination = ingot.destination();
        Fetch fetch = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.segments(1)));
        network.awaitFaults(1);
        awaitExpiryOfATokenGivenNow();
        long tokens = cloud.keystone().tokensGivenToIngot();

        network.suffer("{}");
        FetchedImage fetched = fetch.join();

        assertThat(fetched.verified()).isTrue();
        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        await("the lines of all answers").until(() -> askedForBytes(image).size() >= 3);
        List<Asked> bytes = askedForBytes(image);
        assertThat(bytes).extracting(Asked::status).containsExactly(200, 401, 206);
        assertThat(cloud.keystone().tokensGivenToIngot() - tokens).isEqualTo(1);
        assertThat(bytes.get(2).bytes()).isLessThan(1024 * MIB - 690 * MIB);
        assertThat(sent(bytes)).isBetween(1024 * MIB, 1024 * MIB + UNDER_WAY);
        assertThat(fetched.bytesTransferred()).isBetween(1024 * MIB, 1025 * MIB);
        discard(image, destination);
    }

    @Test
    public void allSegmentsGoOnWithOneRenewal() throws Exception {
        String image = upload(256);
        Network network = networkThatHoldsAfter(8 * MIB, "segments");
        Path destination = ingot.destination();
        Fetch fetch = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.segments(4)));
        network.awaitFaults(4);
        awaitExpiryOfATokenGivenNow();
        long tokens = cloud.keystone().tokensGivenToIngot();

        network.suffer("{}");
        FetchedImage fetched = fetch.join();

        assertThat(fetched.verified()).isTrue();
        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        assertThat(askedForBytes(image)).extracting(Asked::status).contains(401);
        assertThat(cloud.keystone().tokensGivenToIngot() - tokens).isEqualTo(1);
        discard(image, destination);
    }

    @Test
    public void transferOfAUserGoesOnAfterTheUsersTokenExpiredByTheServiceToken() throws Exception {
        String image = upload(64);
        ImageRequest asUser = asHolder(image, cloud.keystone().token("demo", "demo"));
        Network network = networkThatHoldsAfter(8 * MIB, "user");
        Path destination = ingot.destination();
        Fetch fetch =
                ingot.fetcher().fetch(FetchRequest.of(asUser, destination).options(FetchOptions.DEFAULT.segments(1)));
        network.awaitFaults(1);
        awaitExpiryOfATokenGivenNow();

        network.suffer("{}");
        fetch.join();

        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        discard(image, destination);
    }

    @Test
    public void expiredTokenOfAUserIsTakenBesideAServiceTokenAndNotWithoutOne() throws Exception {
        String image = upload(1);
        String expired = awaitExpiryOfATokenGivenNow();

        Path destination = ingot.destination();
        ingot.fetcher()
                .fetch(FetchRequest.of(asHolder(image, expired), destination))
                .join();
        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);

        be(Map.of("serviceToken", false));
        Path refused = ingot.destination();
        ImageException refusal = catchThrowableOfType(
                ImageException.class,
                () -> ingot.fetcher()
                        .fetch(FetchRequest.of(asHolder(image, expired), refused))
                        .join());
        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void tokenThatHasExpiredBetweenTwoFetchesIsRenewedOnce() throws Exception {
        String image = upload(1);
        ingot.fetcher()
                .fetch(FetchRequest.of(request(image), ingot.destination()))
                .join();
        awaitExpiryOfATokenGivenNow();
        long tokens = cloud.keystone().tokensGivenToIngot();

        Path destination = ingot.destination();
        ingot.fetcher().fetch(FetchRequest.of(request(image), destination)).join();

        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        assertThat(cloud.keystone().tokensGivenToIngot() - tokens).isEqualTo(1);
    }

    /** Returns once Glance has refused a token of {@code demo} that was given after all of Ingot's, so that these have expired, too. */
    private String awaitExpiryOfATokenGivenNow() throws Exception {
        String token = cloud.keystone().token("demo", "demo");
        await("Glance refuses the token")
                .atMost(PATIENCE)
                .until(() -> !cloud.glance(token).takesToken());
        return token;
    }

    /** As {@code ironic}, with more settings. */
    private void be(Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new HashMap<>(cloud.account("ironic", "service"));
        settings.putAll(more);
        ingot.configure("io.ingot.glance", settings);
        ingot.awaitConfigured();
    }

    private String upload(int mebibytes) throws Exception {
        Images.write(content, mebibytes); // takes longer than a token lasts, where the disk is busy
        return cloud.glance("demo", "demo").upload(content);
    }

    /** So that what is large lies about no longer than it must. */
    private void discard(String image, Path destination) throws Exception {
        Files.delete(content);
        Files.delete(destination);
        ingot.emptyStore();
        cloud.glance("demo", "demo").delete(image);
    }

    private static ImageRequest asHolder(String image, String token) throws Exception {
        return request(image).as(new Credentials.Token(Secret.of(token)));
    }

    /** Without those who asked for one byte alone. */
    private List<Asked> askedForBytes(String image) throws Exception {
        return cloud.asked(image)
                .filter(asked -> asked.method().equals("GET") && asked.path().equals("/file"))
                .filter(asked -> asked.status() != 206 || asked.bytes() > A_HEADER_AND_ONE_BYTE)
                .toList();
    }

    private static long sent(List<Asked> answers) {
        return answers.stream().mapToLong(Asked::bytes).sum();
    }
}
