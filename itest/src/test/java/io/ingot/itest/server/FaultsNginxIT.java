// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.Images;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Images from nginx, through a network that breaks. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FaultsNginxIT {
    private static final byte[] IMAGE = Images.ofSize(8 << 20);
    private static final Checksum SHA256 = new Checksum("sha256", Images.digest("SHA-256", IMAGE));
    private static final int BROKEN_AT = 3_000_000;

    /** What may be lost on the way between two buffers, each time that a connection breaks. */
    private static final long SOME_BUFFERS = 1 << 20;

    @Inject
    private BundleContext context;

    private Instance ingot;
    private Server nginx;
    private Server network;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startServers() throws Exception {
        ingot = new Instance(context);
        ingot.configure(
                "io.ingot.fetch",
                Map.of(
                        "retries",
                        3,
                        "retryPauseMillis",
                        10L,
                        "maxRetryPauseMillis",
                        20L,
                        "stallTimeoutMillis",
                        1_000L));
        nginx = Server.start("nginx.sh", "nginx", Map.of());
        Files.write(Path.of(nginx.value("NGINX_WWW"), "large.raw"), IMAGE);
        network = Server.start(
                "toxic.sh",
                "toxic",
                Map.of("TOXIC_TARGET", nginx.value("NGINX_URL").replace("http://", "")));
        destination = ingot.destination();
    }

    @Test
    public void cutIsContinuedFromWhereItBroke() throws Exception {
        network("{\"cut_after\":" + BROKEN_AT + ",\"conns\":1}");

        assertContinued(fetched());
    }

    @Test
    public void resetIsContinuedFromWhereItBroke() throws Exception {
        network("{\"reset_after\":" + BROKEN_AT + ",\"conns\":1}");

        assertContinued(fetched());
    }

    @Test
    public void stallIsFoundAndContinued() throws Exception {
        network("{\"stall_after\":" + BROKEN_AT + ",\"conns\":1}");

        assertContinued(fetched());
    }

    @Test
    public void severalCutsInARowAreContinuedAsLongAsBytesCome() throws Exception {
        network("{\"cut_after\":1000000,\"conns\":6}");

        fetched();
    }

    @Test
    public void networkThatIsDownFailsRetryablyAndLeavesNothing() throws Exception {
        network("{\"refuse\":true}");

        ImageException failed = catchThrowableOfType(ImageException.class, this::fetched);

        assertThat(failed.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failed.retryable()).isTrue();
        assertThat(destination.getParent()).isEmptyDirectory();
    }

    private void assertContinued(FetchedImage image) throws Exception {
        assertThat(image.bytesTransferred() - IMAGE.length).isBetween(0L, SOME_BUFFERS);
        assertThat(Files.readAllLines(Path.of(nginx.value("NGINX_ACCESS_LOG"))))
                .anyMatch(line -> line.startsWith("GET /large.raw 206") && line.contains("range=\"bytes="));
    }

    private FetchedImage fetched() throws Exception {
        FetchedImage image = ingot.fetcher()
                .fetch(FetchRequest.of(request(network.value("TOXIC_URL") + "/large.raw"), destination)
                        .checksum(SHA256))
                .join();
        assertThat(destination).hasBinaryContent(IMAGE);
        return image;
    }

    /** Sets the faults of connections made from now on. */
    private void network(String faults) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(network.value("TOXIC_CONTROL")))
                                .PUT(HttpRequest.BodyPublishers.ofString(faults))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }
}
