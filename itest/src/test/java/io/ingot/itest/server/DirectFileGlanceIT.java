// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** Images in files of Glance's store, on a shared file system. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DirectFileGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(3_000_017);

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private String image;
    private Path destination;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        ingot.emptyStore();
        cloud = OpenStack.start("cloud", Map.of());
        image = cloud.glance("ironic", "service").upload(IMAGE);
        Map<String, Object> settings = new HashMap<>(cloud.account("ironic", "service"));
        settings.put("allowedDirectUrlSchemes", "file");
        ingot.configure("io.ingot.glance", settings);
        destination = ingot.destination();
    }

    @Test
    public void fileIsLinkedAndVerifiedWithoutATransfer() throws Exception {
        FetchedImage fetched = fetchWithFilesAllowedIn(cloud.imageFolder().toString());

        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.LINK);
        assertThat(transferCount()).isZero();
    }

    @Test
    public void fileThatThePolicyForbidsIsReadFromGlance() throws Exception {
        FetchedImage fetched = fetchWithFilesAllowedIn(ingot.destination().toString());

        assertThat(fetched.source()).isEqualTo(FetchedImage.Source.ORIGIN);
        await("the line of the transfer").until(() -> transferCount() == 1);
    }

    private FetchedImage fetchWithFilesAllowedIn(String folder) throws Exception {
        ingot.configure("io.ingot.file", Map.of("allowedPaths", folder));
        ingot.awaitConfigured();
        FetchedImage fetched = ingot.fetcher()
                .fetch(FetchRequest.of(request(image), destination))
                .join();
        assertThat(fetched.verified()).isTrue();
        assertThat(destination).hasBinaryContent(IMAGE);
        return fetched;
    }

    /** Counts the complete transfers of the image by Glance. */
    private long transferCount() throws Exception {
        return cloud.requests(image)
                .filter(request ->
                        request.method().equals("GET") && request.path().equals("/file"))
                .filter(request -> request.bytes() > IMAGE.length)
                .count();
    }
}
