// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.testing.Images;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Images from a real Glance with a file store, without Keystone. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FetchingGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(3_000_017);
    private static final String FACTS = """
            {"name":"an image","disk_format":"raw","container_format":"bare",
             "architecture":"x86_64","kernel_id":"cafe0001-1234-4321-abcd-0123456789ab"}
            """;
    private static final Pattern ID = Pattern.compile("\"id\": *\"([-0-9a-f]{36})\"");

    @Inject
    private BundleContext context;

    private Instance ingot;
    private String endpoint;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startGlance() throws Exception {
        ingot = new Instance(context);
        endpoint = Server.start("glance.sh", "glance", Map.of()).value("GLANCE_URL");
        ingot.configure("io.ingot.glance", Map.of("endpoint", endpoint));
        destination = ingot.destination();
    }

    @Test
    public void metadataAreRead() throws Exception {
        String id = uploaded();
        ingot.awaitEndpoint(endpoint, id);

        ImageInfo info = ingot.show(id);

        assertThat(info.size()).hasValue(IMAGE.length);
        assertThat(info.diskFormat()).contains("raw");
        assertThat(info.containerFormat()).contains("bare");
        assertThat(info.immutable()).isTrue();
        assertThat(info.updatedAt()).isPresent();
        assertThat(info.checksum("sha512")).contains(new Checksum("sha512", Images.digest("SHA-512", IMAGE)));
        assertThat(info.properties())
                .containsEntry("architecture", "x86_64")
                .containsEntry("kernel_id", "cafe0001-1234-4321-abcd-0123456789ab");
    }

    @Test
    public void imageIsFetchedByEverySpellingOfItsId() throws Exception {
        String id = uploaded();
        ingot.awaitEndpoint(endpoint, id);

        for (String reference : new String[] {id, id.replace("-", ""), id.toUpperCase(Locale.ROOT), "glance://" + id}) {
            Path target = ingot.destination();
            FetchedImage image = ingot.fetcher()
                    .fetch(FetchRequest.of(request(reference), target))
                    .join();
            assertThat(target).hasBinaryContent(IMAGE);
            assertThat(image.verified()).as(reference).isTrue();
        }
    }

    @Test
    public void queuedImageIsUnacceptable() throws Exception {
        String active = uploaded();
        ingot.awaitEndpoint(endpoint, active);

        assertThat(fails(created())).isEqualTo(ErrorCode.UNACCEPTABLE);
    }

    @Test
    public void deactivatedImageIsUnacceptableForAnAdministrator() throws Exception {
        String id = uploaded();
        ingot.awaitEndpoint(endpoint, id);
        send("POST", "/v2/images/" + id + "/actions/deactivate", "application/json", new byte[0]);

        assertThat(fails(id)).isEqualTo(ErrorCode.UNACCEPTABLE);
    }

    @Test
    public void unknownImageIsNotFound() throws Exception {
        ingot.awaitEndpoint(endpoint, uploaded());

        assertThat(fails("cafe0009-1234-4321-abcd-0123456789ab")).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private ErrorCode fails(String reference) {
        ErrorCode code = catchThrowableOfType(
                        ImageException.class,
                        () -> ingot.fetcher()
                                .fetch(FetchRequest.of(request(reference), destination))
                                .join())
                .code();
        assertThat(destination.getParent()).isEmptyDirectory();
        return code;
    }

    private String uploaded() throws Exception {
        String id = created();
        send("PUT", "/v2/images/" + id + "/file", "application/octet-stream", IMAGE);
        return id;
    }

    private String created() throws Exception {
        Matcher id = ID.matcher(send("POST", "/v2/images", "application/json", FACTS.getBytes(StandardCharsets.UTF_8)));
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private String send(String method, String path, String type, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint + path))
                                .header("Content-Type", type)
                                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(method + " " + path + ": " + response.body())
                .isBetween(200, 299);
        return response.body();
    }
}
