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
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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

/** Images from nginx over an unreliable network. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FaultsNginxIT {
    private static final byte[] IMAGE = Images.ofSize(8 << 20);
    private static final Checksum SHA256 = new Checksum("sha256", Images.digest("SHA-256", IMAGE));
    private static final int BROKEN_AT = 3_000_000;

    /** The bytes in buffers that are lost when a connection breaks. */
    private static final long MAX_BUFFERED_BYTES = 1 << 20;

    @Inject
    private BundleContext context;

    private Instance ingot;
    private Server nginx;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startNginx() throws Exception {
        ingot = new Instance(context);
        ingot.emptyStore(); // images that earlier tests fetched would be hits by their digest
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
        destination = ingot.destination();
    }

    @Test
    public void transferContinuesAfterACut() throws Exception {
        assertContinued("cut", fetchedThrough("cut", "{\"cut_after\":" + BROKEN_AT + ",\"conns\":2}"));
    }

    @Test
    public void transferContinuesAfterAReset() throws Exception {
        assertContinued("reset", fetchedThrough("reset", "{\"reset_after\":" + BROKEN_AT + ",\"conns\":2}"));
    }

    @Test
    public void transferContinuesAfterAStall() throws Exception {
        assertContinued("stall", fetchedThrough("stall", "{\"stall_after\":" + BROKEN_AT + ",\"conns\":2}"));
    }

    @Test
    public void transferContinuesAfterManyCuts() throws Exception {
        fetchedThrough("cuts", "{\"cut_after\":1000000}");

        assertThat(requests("cuts").filter(line -> line.contains(" 206 "))).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    public void networkFailureIsRetryableAndLeavesNoFiles() throws Exception {
        ImageException failed =
                catchThrowableOfType(ImageException.class, () -> fetchedThrough("down", "{\"refuse\":true}"));

        assertThat(failed.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failed.retryable()).isTrue();
        assertThat(destination.getParent()).isEmptyDirectory();
    }

    /** The second of two connections continues at the byte where the first one broke. */
    private void assertContinued(String name, FetchedImage image) throws Exception {
        assertThat(image.bytesTransferred() - IMAGE.length).isBetween(0L, MAX_BUFFERED_BYTES);
        assertThat(requests(name).filter(line -> line.startsWith("GET")))
                .anyMatch(line -> line.contains(" 200 "))
                .anyMatch(line -> line.contains(" 206 ") && line.contains("range=\"bytes="));
    }

    /** Returns the logged requests for an image. */
    private Stream<String> requests(String name) throws IOException {
        return Files.readAllLines(Path.of(nginx.value("NGINX_ACCESS_LOG"))).stream()
                .filter(line -> line.contains("/" + name + ".raw "));
    }

    /** Fetches through a proxy of its own, so that connections of other tests are not reused. */
    private FetchedImage fetchedThrough(String name, String faults) throws Exception {
        Files.write(Path.of(nginx.value("NGINX_WWW"), name + ".raw"), IMAGE);
        Server network = Server.start(
                "toxic.sh",
                "toxic-" + name,
                Map.of("TOXIC_TARGET", nginx.value("NGINX_URL").replace("http://", ""), "TOXIC", faults));
        FetchedImage image = ingot.fetcher()
                .fetch(FetchRequest.of(request(network.value("TOXIC_URL") + "/" + name + ".raw"), destination)
                        .checksum(SHA256))
                .join();
        assertThat(destination).hasBinaryContent(IMAGE);
        return image;
    }
}
