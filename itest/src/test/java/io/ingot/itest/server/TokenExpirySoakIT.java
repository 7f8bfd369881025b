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
import io.ingot.itest.WorkFolder;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.itest.server.OpenStack.LoggedRequest;
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

/** Tokens that expire during a transfer whose connection breaks afterwards. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TokenExpirySoakIT {
    private static final String TOKEN_SECONDS = "12";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long MIB = 1 << 20;

    private static final long MAX_PROBE_BYTES = 1_000;

    /** The bytes in buffers when a connection breaks; they are transferred again. */
    private static final long MAX_BUFFERED_BYTES = 64 * MIB;

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
        content = WorkFolder.create("image").resolve("image");
        configure(Map.of());
    }

    /**
     * Starts a proxy that holds connections after some bytes; its own, so that connections of other tests are not
     * reused.
     */
    private Network proxyThatHoldsAfter(long bytes, String name) throws Exception {
        Network network = Network.to(cloud.glanceUrl(), "toxic-" + name);
        configure(Map.of("endpoint", network.url()));
        network.setFaults("{\"hold_after\": " + bytes + "}");
        return network;
    }

    @Test
    public void transferOf1GiBContinuesWithOneRenewalAfterExpiry() throws Exception {
        String image = upload(1024);
        Network network = proxyThatHoldsAfter(700 * MIB, "whole");
        Path destination = ingot.destination();
        Fetch fetch = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.segments(1)));
        network.awaitFaults(1);
        awaitExpiryOfNewToken();
        long tokens = cloud.keystone().tokensIssuedToIngot();

        network.setFaults("{}");
        FetchedImage fetched = fetch.join();

        assertThat(fetched.verified()).isTrue();
        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        await("the log lines of all responses").until(() -> downloads(image).size() >= 3);
        List<LoggedRequest> bytes = downloads(image);
        assertThat(bytes).extracting(LoggedRequest::status).containsExactly(200, 401, 206);
        assertThat(cloud.keystone().tokensIssuedToIngot() - tokens).isEqualTo(1);
        assertThat(bytes.get(2).bytes()).isLessThan(1024 * MIB - 690 * MIB);
        assertThat(sent(bytes)).isBetween(1024 * MIB, 1024 * MIB + MAX_BUFFERED_BYTES);
        assertThat(fetched.bytesTransferred()).isBetween(1024 * MIB, 1025 * MIB);
        discard(image, destination);
    }

    @Test
    public void segmentsContinueWithOneRenewal() throws Exception {
        String image = upload(256);
        Network network = proxyThatHoldsAfter(8 * MIB, "segments");
        Path destination = ingot.destination();
        Fetch fetch = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.segments(4)));
        network.awaitFaults(4);
        awaitExpiryOfNewToken();
        long tokens = cloud.keystone().tokensIssuedToIngot();

        network.setFaults("{}");
        FetchedImage fetched = fetch.join();

        assertThat(fetched.verified()).isTrue();
        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        assertThat(downloads(image)).extracting(LoggedRequest::status).contains(401);
        assertThat(cloud.keystone().tokensIssuedToIngot() - tokens).isEqualTo(1);
        discard(image, destination);
    }

    @Test
    public void transferOfAUserContinuesAfterExpiryWithAServiceToken() throws Exception {
        String image = upload(64);
        ImageRequest asUser = asHolder(image, cloud.keystone().token("demo", "demo"));
        Network network = proxyThatHoldsAfter(8 * MIB, "user");
        Path destination = ingot.destination();
        Fetch fetch =
                ingot.fetcher().fetch(FetchRequest.of(asUser, destination).options(FetchOptions.DEFAULT.segments(1)));
        network.awaitFaults(1);
        awaitExpiryOfNewToken();

        network.setFaults("{}");
        fetch.join();

        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        discard(image, destination);
    }

    @Test
    public void expiredTokenOfAUserIsAcceptedOnlyWithAServiceToken() throws Exception {
        String image = upload(1);
        String expired = awaitExpiryOfNewToken();

        Path destination = ingot.destination();
        ingot.fetcher()
                .fetch(FetchRequest.of(asHolder(image, expired), destination))
                .join();
        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);

        configure(Map.of("serviceToken", false));
        Path refused = ingot.destination();
        ImageException refusal = catchThrowableOfType(
                ImageException.class,
                () -> ingot.fetcher()
                        .fetch(FetchRequest.of(asHolder(image, expired), refused))
                        .join());
        assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void tokenThatExpiredBetweenFetchesIsRenewedOnce() throws Exception {
        String image = upload(1);
        ingot.fetcher()
                .fetch(FetchRequest.of(request(image), ingot.destination()))
                .join();
        awaitExpiryOfNewToken();
        long tokens = cloud.keystone().tokensIssuedToIngot();

        Path destination = ingot.destination();
        ingot.fetcher().fetch(FetchRequest.of(request(image), destination)).join();

        assertThat(Files.mismatch(content, destination)).isEqualTo(-1);
        assertThat(cloud.keystone().tokensIssuedToIngot() - tokens).isEqualTo(1);
    }

    /**
     * Waits until Glance rejects a token of {@code demo} that was issued after all of Ingot's, so that these have
     * expired, too.
     */
    private String awaitExpiryOfNewToken() throws Exception {
        String token = cloud.keystone().token("demo", "demo");
        await("Glance rejects the token")
                .atMost(TIMEOUT)
                .until(() -> !cloud.glance(token).acceptsToken());
        return token;
    }

    /** Configures the account {@code ironic} with more settings. */
    private void configure(Map<String, Object> more) throws Exception {
        Map<String, Object> settings = new HashMap<>(cloud.account("ironic", "service"));
        settings.putAll(more);
        ingot.configure("io.ingot.glance", settings);
        ingot.awaitConfigured();
    }

    private String upload(int mebibytes) throws Exception {
        Images.write(content, mebibytes); // may take longer than the lifetime of a token on a busy disk
        return cloud.glance("demo", "demo").upload(content);
    }

    /** Deletes large files early. */
    private void discard(String image, Path destination) throws Exception {
        Files.delete(content);
        Files.delete(destination);
        ingot.emptyStore();
        cloud.glance("demo", "demo").delete(image);
    }

    private static ImageRequest asHolder(String image, String token) throws Exception {
        return request(image).as(new Credentials.Token(Secret.of(token)));
    }

    /** Returns the downloads, without the probes for one byte. */
    private List<LoggedRequest> downloads(String image) throws Exception {
        return cloud.requests(image)
                .filter(request ->
                        request.method().equals("GET") && request.path().equals("/file"))
                .filter(request -> request.status() != 206 || request.bytes() > MAX_PROBE_BYTES)
                .toList();
    }

    private static long sent(List<LoggedRequest> responses) {
        return responses.stream().mapToLong(LoggedRequest::bytes).sum();
    }
}
