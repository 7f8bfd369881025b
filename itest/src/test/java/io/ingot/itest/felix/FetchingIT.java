// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static io.ingot.itest.felix.Instance.request;
import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchOptions;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.SignedChecksums;
import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** Fetches over each scheme. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FetchingIT {
    private static final String ID = "cafe0001-1234-4321-abcd-0123456789ab";
    private static final byte[] IMAGE = Images.ofSize(1_000_003);
    private static final String SHA256 = Images.digest("SHA-256", IMAGE);

    @Inject
    private BundleContext context;

    private Instance ingot;
    private HttpOrigin origin;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void openOrigin() throws Exception {
        ingot = new Instance(context);
        origin = new HttpOrigin();
        destination = ingot.destination();
    }

    @After
    public void closeOrigin() throws Exception {
        origin.close();
    }

    @Test
    public void overHttp() throws Exception {
        FetchedImage image = fetched(origin.serve("/image.raw", IMAGE));

        assertThat(image.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        assertThat(image.bytesTransferred()).isEqualTo(IMAGE.length);
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void fromALocalFile() throws Exception {
        Path file = Files.createDirectories(ingot.home().resolve("images")).resolve("image.raw");
        Files.write(file, IMAGE);

        fetched(file.toUri().toString().replaceFirst("^file:/(?!/)", "file:///"));

        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void fromGlance() throws Exception {
        serveGlance();

        fetched("glance://" + ID);

        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void byABareUuidVerifiedByTheDigestOfGlance() throws Exception {
        serveGlance();

        FetchedImage image =
                ingot.fetcher().fetch(FetchRequest.of(request(ID), destination)).join();

        assertThat(image.verified()).isTrue();
        assertThat(image.digests()).contains(new Checksum("sha512", Images.digest("SHA-512", IMAGE)));
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void damagedBytesOfACacheAreFetchedAgainFromTheOrigin() throws Exception {
        String url = origin.serve("/image.raw", IMAGE);
        origin.cache("/image.raw", damagedImage());
        ingot.emptyStore();

        FetchedImage image = ingot.fetcher()
                .fetch(FetchRequest.of(request(url), destination).checksum(new Checksum("sha256", SHA256)))
                .join();

        assertThat(image.verified()).isTrue();
        assertThat(image.bytesTransferred()).isEqualTo(2L * IMAGE.length);
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void damagedBytesOfACacheBeforeGlanceAreFetchedAgain() throws Exception {
        serveGlance();
        origin.cache("/v2/images/" + ID + "/file", damagedImage());

        FetchedImage image = ingot.fetcher()
                .fetch(FetchRequest.of(request("glance://" + ID), destination)
                        .options(FetchOptions.DEFAULT.useStore(false)))
                .join();

        assertThat(image.verified()).isTrue();
        assertThat(image.bytesTransferred()).isEqualTo(2L * IMAGE.length);
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    private static byte[] damagedImage() {
        byte[] damaged = IMAGE.clone();
        damaged[damaged.length / 2]++;
        return damaged;
    }

    @Test
    public void checksumMismatchLeavesTheDestinationUnchanged() throws Exception {
        String url = origin.serve("/image.raw", IMAGE);
        Files.writeString(destination, "former content");

        ImageException failed = catchThrowableOfType(
                ImageException.class,
                () -> ingot.fetcher()
                        .fetch(FetchRequest.of(request(url), destination)
                                .checksum(new Checksum("sha256", "0".repeat(64))))
                        .join());

        assertThat(failed.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(destination).hasContent("former content");
        assertThat(destination.getParent()).isDirectoryNotContaining(path -> !path.equals(destination));
    }

    @Test
    public void requiredSignatureOfAChecksumFileIsVerified() throws Exception {
        SignedChecksums signed = SignedChecksums.in(ingot.home().resolve("images"));
        ingot.configure(
                "io.ingot.openpgp",
                Map.of("keyFiles", new String[] {signed.key().toString()}));
        ingot.configure("io.ingot.fetch", Map.of("checksumSignatures", "require"));
        ingot.awaitConfigured();
        try {
            FetchRequest request = FetchRequest.of(request(signed.image()), destination);
            FetchRequest good = request.checksumFile(request(signed.checksumFile()));
            assertThat(ingot.fetcher().fetch(good).join().verified()).isTrue();
            assertThatFailure(() -> ingot.fetcher()
                            .fetch(request.checksumFile(request(signed.changedChecksumFile())))
                            .join())
                    .hasCode(ErrorCode.UNTRUSTED);

            ingot.bundle("io.ingot.openpgp").stop();

            assertThatFailure(() -> ingot.fetcher().fetch(good).join())
                    .hasCode(ErrorCode.UNAVAILABLE)
                    .hasMessageContaining("io.ingot.openpgp");
        } finally {
            ingot.bundle("io.ingot.openpgp").start();
            ingot.configure("io.ingot.openpgp", Map.of());
            ingot.configure("io.ingot.fetch", Map.of());
            ingot.awaitConfigured();
        }
    }

    @Test
    public void metadataAddressIsRefusedByDefault() {
        ImageException refused = catchThrowableOfType(
                ImageException.class, () -> fetched("http://169.254.169.254/latest/meta-data/image"));

        assertThat(refused.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(refused).hasMessageContaining("io.ingot.access/");
    }

    @Test
    public void fileThatIsNotAllowedIsRefusedWithTheProperty() {
        ImageException refused =
                catchThrowableOfType(ImageException.class, () -> fetched("file:///usr/lib/os-release"));

        assertThat(refused.code()).isEqualTo(ErrorCode.REFUSED_BY_POLICY);
        assertThat(refused).hasMessageContaining("io.ingot.file/allowedPaths");
    }

    private void serveGlance() throws Exception {
        String endpoint = origin.serveGlance(ID, IMAGE, Images.digest("SHA-512", IMAGE));
        ingot.configure("io.ingot.glance", Map.of("endpoint", endpoint));
        ingot.awaitEndpoint(endpoint, ID);
    }

    private FetchedImage fetched(String reference) throws Exception {
        FetchedImage image = ingot.fetcher()
                .fetch(FetchRequest.of(request(reference), destination).checksum(new Checksum("sha256", SHA256)))
                .join();
        assertThat(image.verified()).isTrue();
        assertThat(image.size()).isEqualTo(IMAGE.length);
        return image;
    }
}
