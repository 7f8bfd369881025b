// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.BundleContext;

/** Settings that change at run time take effect without new registrations of services. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class ReconfigurationIT {
    private static final String ID = "cafe0001-1234-4321-abcd-0123456789ab";
    private static final byte[] IMAGE = Images.ofSize(64 * HttpOrigin.BLOCK);

    @Inject
    private BundleContext context;

    private Instance ingot;
    private HttpOrigin origin;
    private Set<String> registrations;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void openOrigin() {
        ingot = new Instance(context);
        origin = new HttpOrigin();
        registrations = ingot.registrations();
        assertThat(registrations).isNotEmpty();
    }

    @After
    public void closeOrigin() {
        origin.close();
    }

    @Test
    public void maxImageBytesTakesEffect() throws Exception {
        String url = origin.serve("/image", IMAGE);
        fetch(url).join();

        ingot.configure("io.ingot.fetch", Map.of("maxImageBytes", 10L));

        await().until(() -> codeOf(() -> fetch(url).join()) == ErrorCode.REFUSED_BY_POLICY);
        assertThat(ingot.registrations()).containsAll(registrations);
    }

    @Test
    public void allowedPathsTakeEffect() throws Exception {
        Path folder = Files.createDirectories(ingot.home().resolve("other"));
        String reference = "file://" + Files.write(folder.resolve("image"), IMAGE);
        assertThat(codeOf(() -> ingot.show(reference))).isEqualTo(ErrorCode.REFUSED_BY_POLICY);

        ingot.configure("io.ingot.file", Map.of("allowedPaths", new String[] {folder.toString()}));

        await().ignoreExceptions().until(() -> ingot.show(reference).size().orElseThrow() == IMAGE.length);
        assertThat(ingot.registrations()).containsAll(registrations);
    }

    @Test
    public void endpointOfGlanceTakesEffect() throws Exception {
        String endpoint = origin.serveGlance(ID, IMAGE, Images.digest("SHA-512", IMAGE));
        assertThat(codeOf(() -> ingot.show(ID))).isEqualTo(ErrorCode.INVALID_CONFIGURATION);

        ingot.configure("io.ingot.glance", Map.of("endpoint", endpoint));

        ingot.awaitEndpoint(endpoint, ID);
        assertThat(ingot.registrations()).containsAll(registrations);
    }

    @Test
    public void refusedHostsTakeEffect() throws Exception {
        String url = origin.serve("/image", IMAGE);
        ingot.show(url);

        ingot.configure("io.ingot.access", Map.of("refusedHosts", new String[] {"127.0.0.1"}));

        await().until(() -> codeOf(() -> ingot.show(url)) == ErrorCode.REFUSED_BY_POLICY);
        assertThat(ingot.registrations()).containsAll(registrations);
    }

    @Test
    public void serviceWithAnInvalidValueIsAbsentUntilItIsCorrected() throws Exception {
        ingot.configure("io.ingot.httpclient", Map.of("connectTimeoutMillis", "abc"));

        await().untilAsserted(() -> assertThat(ingot.resolver().absent())
                .singleElement()
                .satisfies(absent -> {
                    assertThat(absent.bundle()).isEqualTo("io.ingot.httpclient");
                    assertThat(absent.reason()).contains("connectTimeoutMillis must be a whole number", "'abc'");
                }));

        ingot.configure("io.ingot.httpclient", Map.of("connectTimeoutMillis", "5000"));
        await().untilAsserted(() -> assertThat(ingot.resolver().absent()).isEmpty());
    }

    @Test
    public void unknownPropertyCausesAWarning() throws Exception {
        ingot.configure("io.ingot.fetch", Map.of("retrys", "5"));

        await().untilAsserted(() -> assertThat(ingot.resolver().warnings())
                .singleElement()
                .asString()
                .contains("io.ingot.fetch/retrys", "did you mean retries?"));
    }

    @Test
    public void transferContinuesDuringReconfiguration() throws Exception {
        origin.ration(16);
        Path destination = ingot.destination();
        Fetch fetch = ingot.fetcher().fetch(FetchRequest.of(request(origin.serve("/image", IMAGE)), destination));
        await().until(() -> origin.sent() == 16L * HttpOrigin.BLOCK);

        ingot.configure("io.ingot.fetch", Map.of("retries", 3));
        ingot.configure("io.ingot.resolver", Map.of("waitMillis", 5_000L));
        ingot.configure("io.ingot.httpclient", Map.of("connectTimeoutMillis", 5_000L));
        ingot.configure("io.ingot.access", Map.of("refusedHosts", new String[] {"mirror.example"}));
        String other = "http://mirror.example/image";
        await().until(() -> codeOf(() -> ingot.show(other)) == ErrorCode.REFUSED_BY_POLICY);
        origin.allowAll();

        assertThat(fetch.join().bytesTransferred()).isEqualTo(IMAGE.length);
        assertThat(destination).hasBinaryContent(IMAGE);
        assertThat(ingot.registrations()).containsAll(registrations);
        assertThat(List.copyOf(ingot.schemes())).containsExactly("file", "glance", "http", "https");
    }

    private Fetch fetch(String reference) throws IOException {
        return ingot.fetcher().fetch(FetchRequest.of(request(reference), ingot.destination()));
    }

    /** Returns the error code of a call; {@code null} if it succeeds. */
    private static @Nullable ErrorCode codeOf(Operation operation) throws IOException {
        try {
            operation.run();
            return null;
        } catch (ImageException e) {
            return e.code();
        }
    }

    private interface Operation {
        Object run() throws IOException;
    }
}
