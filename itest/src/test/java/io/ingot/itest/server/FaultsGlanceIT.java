// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import java.nio.file.Path;
import java.util.HashMap;
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

/** Faults of a cloud, and how they are reported. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FaultsGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(8 << 20);
    private static final String CLOSED = "http://127.0.0.1:1";

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private String image;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        ingot.configure("io.ingot.fetch", Map.of("retryPauseMillis", 10L, "maxRetryPauseMillis", 20L));
        cloud = OpenStack.start("cloud", Map.of());
        image = cloud.glance("ironic", "service").upload(IMAGE);
    }

    @Test
    public void endpointThatIsDownIsSkipped() throws Exception {
        configure(Map.of("endpoint", CLOSED + "," + cloud.glanceUrl()));

        fetch();
    }

    @Test
    public void endpointOfTheCatalogueThatIsDownIsSkipped() throws Exception {
        String tenant = cloud.keystone().newTenant("member");
        image = cloud.glance(tenant, tenant).upload(IMAGE);
        cloud.keystone().setEndpoint("image", "internal", CLOSED);
        try {
            configure(cloud.account(tenant, tenant));

            fetch();
        } finally {
            cloud.keystone().setEndpoint("image", "internal", cloud.glanceUrl());
        }
    }

    @Test
    public void transferContinuesAtAnotherEndpoint() throws Exception {
        Network network = Network.to(cloud.glanceUrl(), "toxic-endpoint");
        configure(Map.of("endpoint", network.url() + "," + cloud.glanceUrl()));
        network.setFaults("{\"hold_after\": 3000000}");
        Path destination = ingot.destination();
        Fetch fetch = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination)
                        .options(FetchOptions.DEFAULT.useStore(false).segments(1)));
        network.awaitFaults(1);

        network.setFaults("{\"refuse\": true}");
        FetchedImage fetched = fetch.join();

        assertThat(destination).hasBinaryContent(IMAGE);
        assertThat(fetched.bytesTransferred()).isLessThan(IMAGE.length + (4L << 20));
    }

    @Test
    public void failureOfAllEndpointsIsRetryable() throws Exception {
        ImageException failure = failure(Map.of("endpoint", CLOSED));

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    public void unreachableKeystoneIsReportedWithItsProperty() throws Exception {
        ImageException failure = failure(Map.of("authUrl", CLOSED + "/v3"));

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining(CLOSED).hasMessageContaining("authUrl");
    }

    @Test
    public void keystoneIsNotNeededWhileTheTokenIsValid() throws Exception {
        Network network = Network.to(cloud.keystone().url().replace("/v3", ""), "toxic-keystone");
        configure(Map.of("authUrl", network.url()));
        fetch();

        network.setFaults("{\"refuse\": true}");

        fetch();
    }

    @Test
    public void wrongPasswordIsReportedWithUserAndProject() throws Exception {
        Path wrong = cloud.secretFile("wrong.password", "a-wrong-password");

        ImageException failure = failure(Map.of("passwordFile", wrong.toString()));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure)
                .hasMessageContaining("ironic")
                .hasMessageContaining("service")
                .hasMessageContaining(cloud.keystone().url());
        assertThat(failure.getMessage()).doesNotContain("a-wrong-password");
    }

    @Test
    public void disabledProjectIsNotAuthorized() throws Exception {
        String tenant = cloud.keystone().newTenant("member");
        cloud.keystone().enableProject(tenant, false);

        ImageException failure = failure(cloud.account(tenant, tenant));

        assertThat(failure.code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(failure).hasMessageContaining(tenant).hasMessageContaining("disabled");
    }

    @Test
    public void missingGlanceIsReportedWithTheServicesOfTheCatalogue() throws Exception {
        String tenant = cloud.keystone().newTenant("member");
        cloud.keystone().enableService("image", false);
        try {
            ImageException failure = failure(cloud.account(tenant, tenant));

            assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
            assertThat(failure)
                    .hasMessageContaining("image")
                    .hasMessageContaining("identity")
                    .hasMessageContaining("io.ingot.glance/endpoint");
        } finally {
            cloud.keystone().enableService("image", true);
        }
    }

    @Test
    public void unknownRegionIsReportedWithThoseOfTheCatalogue() throws Exception {
        ImageException failure = failure(Map.of("regionName", "RegionTwo"));

        assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("RegionTwo").hasMessageContaining("RegionOne");
    }

    @Test
    public void serverThatIsNotKeystoneIsReportedWithItsProperty() throws Exception {
        ImageException failure = failure(Map.of("authUrl", cloud.glanceUrl()));

        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining(cloud.glanceUrl()).hasMessageContaining("authUrl");
    }

    private ImageException failure(Map<String, Object> settings) throws Exception {
        configure(settings);
        Path destination = ingot.destination();
        ImageException failure = assertThatFailure(() -> ingot.fetcher()
                        .fetch(FetchRequest.of(request(image), destination))
                        .join())
                .failure();
        assertThat(destination).doesNotExist();
        return failure;
    }

    private void fetch() throws Exception {
        Path destination = ingot.destination();
        ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination).options(FetchOptions.DEFAULT.useStore(false)))
                .join();
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    /** Configures the account {@code ironic} with more settings. */
    private void configure(Map<String, Object> others) throws Exception {
        Map<String, Object> settings = new HashMap<>(cloud.account("ironic", "service"));
        settings.putAll(others);
        ingot.configure("io.ingot.glance", settings);
        ingot.awaitConfigured();
    }
}
