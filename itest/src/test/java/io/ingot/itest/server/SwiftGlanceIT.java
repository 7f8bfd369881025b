// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.itest.server.OpenStack.LoggedRequest;
import io.ingot.testing.Images;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Images of a real Glance in a real Swift: read from Swift by temporary URLs, or through Glance. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SwiftGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(3_000_017);
    private static final int MIB = 1 << 20;
    private static final String KEY = "key-of-the-account";

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private Network swift;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        ingot.configure("io.ingot.fetch", Map.of("retryPauseMillis", 10L, "maxRetryPauseMillis", 20L));
        start(Map.of());
        swift = Network.to(cloud.swiftUrl(), "toxic-swift");
        destination = ingot.destination();
    }

    @Test
    public void swiftAndGlanceServeTheSameImage() throws Exception {
        String image = uploaded("ironic", "service", IMAGE);

        configure("ironic", "service", Map.of());
        FetchedImage fromSwift = fetched(image);
        assertReadFromSwift(image);

        configure("ironic", "service", Map.of("swiftTempUrls", false));
        destination = ingot.destination();
        FetchedImage fromGlance = fetched(image);
        assertReadFromGlance(image);
        assertThat(fromSwift.digests()).isEqualTo(fromGlance.digests());
        assertThat(fromSwift.info().properties()).isEqualTo(fromGlance.info().properties());
    }

    @Test
    public void everyDigestIsAccepted() throws Exception {
        for (String digest : List.of("sha256", "sha512", "sha1")) {
            String image = uploaded("ironic", "service", IMAGE);
            configure("ironic", "service", Map.of("swiftTempUrlDigest", digest));
            destination = ingot.destination();
            fetched(image);
            assertReadFromSwift(image);
        }
    }

    @Test
    public void sha1IsUsedForAnOldCluster() throws Exception {
        start(Map.of("SWIFT_DIGESTS", "sha1"));
        swift = Network.to(cloud.swiftUrl(), "toxic-old-swift");
        String image = uploaded("ironic", "service", IMAGE);

        configure("ironic", "service", Map.of());
        fetched(image);
        assertReadFromSwift(image);

        String another = uploaded("ironic", "service", IMAGE);
        configure("ironic", "service", Map.of("swiftTempUrlDigest", "sha256"));
        destination = ingot.destination();
        fetched(another);
        assertReadFromGlance(another);
    }

    @Test
    public void inaccessibleAccountRequiresAConfiguredKey() throws Exception {
        String image = uploaded("demo", "demo", IMAGE);
        Map<String, Object> account = Map.of("swiftAccount", cloud.swiftAccount());
        configure("demo", "demo", account);
        fetched(image);
        assertReadFromGlance(image);

        String another = uploaded("demo", "demo", IMAGE);
        Map<String, Object> withKey = new HashMap<>(account);
        withKey.put("swiftTempUrlKeyFile", cloud.secretFile("swift.key", KEY).toString());
        configure("demo", "demo", withKey);
        destination = ingot.destination();
        fetched(another);
        assertReadFromSwift(another);
    }

    @Test
    public void glanceIsUsedIfTheKeyIsWrong() throws Exception {
        String image = uploaded("ironic", "service", IMAGE);
        Path wrong = cloud.secretFile("wrong.key", "wrong");
        configure("ironic", "service", Map.of("swiftTempUrlKeyFile", wrong.toString()));

        fetched(image);

        assertReadFromGlance(image);
    }

    @Test
    public void segmentedImageInAContainerNamedByItsIdIsReadFromSwift() throws Exception {
        start(Map.of("GLANCE_SWIFT_SEED", "9", "GLANCE_SWIFT_SEGMENT", "1"));
        String image = uploaded("ironic", "service", IMAGE);

        configure("ironic", "service", Map.of("swiftStoreMultipleContainersSeed", 9));
        fetched(image);

        assertReadFromSwift(image);
    }

    @Test
    public void transferContinuesWithANewUrlAfterExpiry() throws Exception {
        byte[] large = Images.ofSize(24 * MIB);
        String image = uploaded("ironic", "service", large);
        configure("ironic", "service", Map.of("swiftTempUrlDurationSeconds", 2));
        swift.setFaults("{\"hold_after\": " + 8 * MIB + "}");
        Fetch fetch = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.segments(1)));
        swift.awaitFaults(1);
        Instant expired = Instant.now().plusSeconds(3);
        await("the URL has expired")
                .atMost(Duration.ofSeconds(10))
                .until(() -> Instant.now().isAfter(expired));

        swift.setFaults("{}");
        fetch.join();

        assertThat(destination).hasBinaryContent(large);
        assertThat(swift.bytesSent()).isLessThan(17 * MIB);
        assertThat(successfulDownloads(image)).isEmpty();
    }

    @Test
    public void glanceWithoutRangesServesTheWholeImage() throws Exception {
        String image = uploaded("ironic", "service", IMAGE);
        configure("ironic", "service", Map.of("swiftTempUrls", false));

        ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.segments(4)))
                .join();

        assertThat(destination).hasBinaryContent(IMAGE);
        assertThat(downloads(image)).extracting(LoggedRequest::status).contains(400, 200);
        assertReadFromGlance(image);
    }

    /** Starts a cloud with options of the scripts; servers with changed options are restarted. */
    private void start(Map<String, String> options) throws Exception {
        cloud = OpenStack.startWithSwift("cloud-with-swift", options);
        new SwiftAccount(
                        cloud.swiftUrl() + "/v1/" + cloud.swiftAccount(),
                        cloud.keystone().token("ironic", "service"))
                .setKey(KEY);
    }

    /** Configures an account that reads from Swift through the proxy, whose counters are reset. */
    private void configure(String user, String project, Map<String, Object> more) throws Exception {
        swift.setFaults("{}");
        Map<String, Object> settings = new HashMap<>(cloud.account(user, project));
        settings.put("swiftTempUrls", true);
        settings.put("swiftEndpoint", swift.url());
        settings.putAll(more);
        ingot.configure("io.ingot.glance", settings);
        ingot.awaitConfigured();
    }

    private String uploaded(String user, String project, byte[] image) throws Exception {
        return cloud.glance(user, project).upload(image);
    }

    private FetchedImage fetched(String image) throws Exception {
        FetchedImage fetched = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.useStore(false)))
                .join();
        assertThat(destination).hasBinaryContent(IMAGE);
        assertThat(fetched.verified()).isTrue();
        return fetched;
    }

    private void assertReadFromSwift(String image) throws Exception {
        assertThat(successfulDownloads(image)).isEmpty();
        assertThat(swift.bytesSent()).isGreaterThan(IMAGE.length);
    }

    private void assertReadFromGlance(String image) throws Exception {
        await("the log line of the complete download")
                .until(() -> successfulDownloads(image).stream().anyMatch(request -> request.bytes() > IMAGE.length));
        assertThat(swift.bytesSent()).isLessThan(IMAGE.length);
    }

    /** Returns the successful downloads; their sizes include the header. */
    private List<LoggedRequest> successfulDownloads(String image) throws Exception {
        return downloads(image).stream()
                .filter(request -> request.status() < 300)
                .toList();
    }

    private List<LoggedRequest> downloads(String image) throws Exception {
        return cloud.requests(image)
                .filter(request ->
                        request.method().equals("GET") && request.path().equals("/file"))
                .toList();
    }
}
