// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Checksum;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
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

/** Images from nginx with various behaviours of web servers. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FetchingNginxIT {
    private static final byte[] IMAGE = Images.ofSize(3_000_017);
    private static final Checksum SHA256 = new Checksum("sha256", Images.digest("SHA-256", IMAGE));

    @Inject
    private BundleContext context;

    private Instance ingot;
    private Server nginx;
    private String url;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startNginx() throws Exception {
        ingot = new Instance(context);
        ingot.emptyStore(); // images that earlier tests fetched would be hits by their digest
        ingot.configure("io.ingot.resolver", Map.of("retries", 0));
        ingot.configure("io.ingot.fetch", Map.of("retries", 1, "retryPauseMillis", 10L, "maxRetryPauseMillis", 20L));
        nginx = Server.start("nginx.sh", "nginx", Map.of());
        url = nginx.value("NGINX_URL");
        Files.write(Path.of(nginx.value("NGINX_WWW"), "image.raw"), IMAGE);
        destination = ingot.destination();
    }

    @Test
    public void plainFile() throws Exception {
        FetchedImage image = fetched("/image.raw");

        assertThat(image.bytesTransferred()).isEqualTo(IMAGE.length);
    }

    @Test
    public void metadataAreRead() throws Exception {
        ImageInfo info = ingot.show(url + "/image.raw");

        assertThat(info.size()).hasValue(IMAGE.length);
        assertThat(info.entityTag()).isPresent();
        assertThat(info.version()).isPresent();
        assertThat(info.updatedAt()).isPresent();
        assertThat(info.cacheable()).isTrue();
        assertThat(ingot.show(url + "/nostore/image.raw").cacheable()).isFalse();
    }

    @Test
    public void basicAuthentication() throws Exception {
        assertThat(fails("/auth/image.raw").code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);

        Credentials user = new Credentials.Password("image", Secret.of("secret"));
        ingot.fetcher()
                .fetch(FetchRequest.of(request(url + "/auth/image.raw").as(user), destination))
                .join();

        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void serverWithoutRanges() throws Exception {
        fetched("/norange/image.raw");
    }

    @Test
    public void serverWithoutALength() throws Exception {
        assertThat(ingot.show(url + "/nolength/image.raw").size()).isEmpty();

        fetched("/nolength/image.raw");
    }

    @Test
    public void serverThatRejectsHead() throws Exception {
        for (String path : List.of("/nohead/image.raw", "/nohead-403/image.raw")) {
            assertThat(ingot.show(url + path).size()).hasValue(IMAGE.length);
            fetched(path);
        }
    }

    @Test
    public void redirectsAreFollowed() throws Exception {
        for (int status : List.of(301, 302, 303, 307, 308)) {
            String path = "/redirect-" + status + "/image.raw";
            assertThat(ingot.show(url + path).finalReference())
                    .contains(request(url + "/image.raw").reference());
            fetched(path);
        }
    }

    @Test
    public void redirectLoopIsReported() {
        assertThat(fails("/redirect-loop/image.raw").message()).contains("redirect");
    }

    @Test
    public void tlsWithAPrivateCa() throws Exception {
        String secure = nginx.value("NGINX_TLS_URL") + "/image.raw";
        assertThat(codeOf(secure)).isEqualTo(ErrorCode.UNTRUSTED);

        ingot.configure("io.ingot.httpclient", Map.of("caFile", nginx.value("NGINX_CA")));

        await().ignoreExceptions().until(() -> ingot.show(secure).size().isPresent());
        fetchedFrom(secure);
        fetched("/redirect-tls/image.raw");
        assertThat(codeOf(nginx.value("NGINX_WRONGHOST_URL") + "/image.raw")).isEqualTo(ErrorCode.UNTRUSTED);
        ingot.configure("io.ingot.httpclient", Map.of());
    }

    @Test
    public void contentCodingIsNotRequested() throws Exception {
        fetched("/gzip/image.raw");
    }

    @Test
    public void unrequestedContentCodingIsDecoded() throws Exception {
        Files.write(Path.of(nginx.value("NGINX_WWW"), "zipped"), zipped(IMAGE));

        fetched("/coded/zipped");
    }

    @Test
    public void htmlIsRejectedUnlessAccepted() throws Exception {
        assertThat(fails("/html/image.raw").code()).isEqualTo(ErrorCode.UNACCEPTABLE);

        ingot.fetcher()
                .fetch(FetchRequest.of(request(url + "/html/image.raw"), destination)
                        .options(FetchOptions.DEFAULT.acceptListing(true)))
                .join();

        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void directoryListingIsRejected() throws Exception {
        assertThat(ingot.show(url + "/list/").kind()).isEqualTo(ImageInfo.Kind.LISTING);
        assertThat(fails("/list/").code()).isEqualTo(ErrorCode.UNACCEPTABLE);
    }

    @Test
    public void forbiddenDirectoryIsRejected() throws Exception {
        assertThat(ingot.show(url + "/").notes()).isNotEmpty();
        assertThat(fails("/").code()).isEqualTo(ErrorCode.UNACCEPTABLE);
    }

    @Test
    public void permanentStatuses() {
        assertThat(fails("/status/401/x").code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(fails("/status/403/x").code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
        assertThat(fails("/status/404/x").code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(fails("/status/410/x").code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    public void retryableStatuses() {
        for (int status : List.of(408, 429, 500, 502, 503, 504)) {
            Failure failure = fails("/status/" + status + "/x");
            assertThat(failure.code()).as("status " + status).isEqualTo(ErrorCode.TRANSFER_FAILED);
            assertThat(failure.retryable()).as("status " + status).isTrue();
        }
    }

    @Test
    public void retryAfterIsKept() throws Exception {
        for (int status : List.of(429, 503)) {
            ImageException failed =
                    catchThrowableOfType(ImageException.class, () -> ingot.show(url + "/status/" + status + "/x"));
            assertThat(failed.retryAfter()).contains(Duration.ofSeconds(1));
        }
    }

    @Test
    public void droppedConnectionIsRetryable() {
        Failure failure = fails("/drop/image.raw");

        assertThat(failure.code()).isEqualTo(ErrorCode.TRANSFER_FAILED);
        assertThat(failure.retryable()).isTrue();
    }

    private FetchedImage fetched(String path) throws Exception {
        return fetchedFrom(url + path);
    }

    private FetchedImage fetchedFrom(String reference) throws Exception {
        Files.deleteIfExists(destination);
        FetchedImage image = ingot.fetcher()
                .fetch(FetchRequest.of(request(reference), destination).checksum(SHA256))
                .join();
        assertThat(destination).hasBinaryContent(IMAGE);
        assertThat(image.verified()).isTrue();
        return image;
    }

    private record Failure(ErrorCode code, boolean retryable, String message) {}

    private Failure fails(String path) {
        ImageException failed = catchThrowableOfType(ImageException.class, () -> fetched(path));
        assertThat(destination.getParent()).isEmptyDirectory();
        return new Failure(failed.code(), failed.retryable(), failed.getMessage());
    }

    private ErrorCode codeOf(String reference) {
        return catchThrowableOfType(ImageException.class, () -> ingot.show(reference))
                .code();
    }

    private static byte[] zipped(byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
