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
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.itest.server.OpenStack.LoggedRequest;
import io.ingot.testing.Images;
import java.io.IOException;
import java.nio.file.Path;
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

/** The visibility of images of a real Glance, which also applies to stored images. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class VisibilityGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(300_007);
    private static final long MAX_PROBE_BYTES = 1_000;
    private static final String UNKNOWN = "cafe0009-1234-4321-abcd-0123456789ab";

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private Glance demoGlance;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        cloud = OpenStack.start("cloud", Map.of());
        demoGlance = cloud.glance("demo", "demo");
        configureAdministrator();
    }

    @Test
    public void readerIsNotAuthorizedAlthoughTheImageIsStored() throws Exception {
        String image = storedImageOfDemo();

        assertThat(refusal(asUser(image, "reader", "demo")).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void configuredReaderIsNotAuthorizedAlthoughTheImageIsStored() throws Exception {
        String image = storedImageOfDemo();
        configure("reader", "demo");

        assertThat(refusal(request(image)).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void privateImageOfAnotherProjectIsNotFound() throws Exception {
        String image = storedImageOfDemo();

        assertNotFound(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
        configure("other", "other");
        assertNotFound(image, request(image), request(UNKNOWN));
    }

    @Test
    public void administratorSeesAllProjectsUnlessDisabled() throws Exception {
        String image = storedImageOfDemo();
        String own = cloud.glance("ironic", "service").upload(IMAGE);
        Map<String, Object> settings = new HashMap<>(cloud.account("ironic", "service"));
        settings.put("ignoreProjectCheckForAdminTasks", false);

        configure(settings);

        assertNotFound(image, request(image), request(UNKNOWN));
        fetch(request(own));
    }

    @Test
    public void publicAndCommunityImagesAreAvailable() throws Exception {
        String community = storedImageOfDemo();
        demoGlance.change(community, "visibility", "community");
        String everybodys = publicImage();
        configure("other", "other");

        for (String image : List.of(community, everybodys)) {
            fetch(request(image));
            fetch(asUser(image, "other", "other"));
        }
    }

    @Test
    public void sharedImageIsAvailableWhateverTheStatusOfTheMember() throws Exception {
        String image = storedImageOfDemo();
        String project = cloud.keystone().project("other");
        Glance others = cloud.glance("other", "other");
        configure("other", "other");
        demoGlance.change(image, "visibility", "shared");
        assertNotFound(image, request(image), request(UNKNOWN));

        demoGlance.share(image, project);
        fetchAsBoth(image);
        others.setMemberStatus(image, project, "accepted");
        fetchAsBoth(image);
        others.setMemberStatus(image, project, "rejected");
        fetchAsBoth(image);

        demoGlance.unshare(image, project);
        assertNotFound(image, request(image), request(UNKNOWN));
        assertNotFound(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
    }

    @Test
    public void deactivatedImageIsUnacceptableAlthoughItIsStored() throws Exception {
        String image = storedImageOfDemo();
        cloud.glance("ironic", "service").deactivate(image);

        for (ImageRequest request : List.of(request(image), asUser(image, "demo", "demo"))) {
            ImageException refusal = refusal(request);
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
            assertThat(refusal).hasMessageContaining("deactivated");
        }
    }

    @Test
    public void queuedImageIsUnacceptable() throws Exception {
        ImageException refusal = refusal(request(demoGlance.create()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(refusal).hasMessageContaining("queued");
    }

    @Test
    public void serviceTokenOfAnAdministratorDoesNotExtendTheAccessOfAUser() throws Exception {
        String image = storedImageOfDemo();

        fetch(asUser(image, "demo", "demo"));
        assertNotFound(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
    }

    @Test
    public void accessOfAUserIsCheckedWithoutAServiceToken() throws Exception {
        String image = storedImageOfDemo();
        configure(Map.of("endpoint", cloud.glanceUrl(), "authType", "none"));

        fetch(asUser(image, "demo", "demo"));
        assertNotFound(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
        assertThat(refusal(request(image)).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void invalidTokenOfAUserIsNotAuthorized() throws Exception {
        String image = storedImageOfDemo();

        assertThat(refusal(asHolder(image, "no-token-at-all")).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void hitChecksThePermissionAtGlance() throws Exception {
        ingot.emptyStore();
        String image = storedImageOfDemo();
        await("the log line of the transfer")
                .until(() -> cloud.requests(image).anyMatch(request -> request.bytes() > IMAGE.length));
        long before = cloud.requests(image).count();

        FetchedImage hit = fetch(asUser(image, "demo", "demo"));

        assertThat(hit.source()).isEqualTo(FetchedImage.Source.STORE);
        await("the log line of the probe").until(() -> cloud.requests(image).count() > before + 1);
        List<LoggedRequest> requests = cloud.requests(image).skip(before).toList();
        assertThat(requests).extracting(LoggedRequest::path).containsExactly("", "/file");
        assertThat(requests.get(1).bytes()).isLessThan(MAX_PROBE_BYTES);
    }

    /** Uploads and fetches a private image, so that it is stored. */
    private String storedImageOfDemo() throws Exception {
        String image = demoGlance.upload(IMAGE);
        fetch(request(image));
        return image;
    }

    private String publicImage() throws Exception {
        Glance administrators = cloud.glance("ironic", "service");
        String image = administrators.upload(IMAGE);
        administrators.change(image, "visibility", "public");
        return image;
    }

    private void configureAdministrator() throws Exception {
        configure("ironic", "service");
    }

    private void configure(String user, String project) throws Exception {
        configure(cloud.account(user, project));
    }

    private void configure(Map<String, Object> settings) throws Exception {
        ingot.configure("io.ingot.glance", settings);
        ingot.awaitConfigured();
    }

    private ImageRequest asUser(String image, String user, String project) throws Exception {
        return asHolder(image, cloud.keystone().token(user, project));
    }

    private static ImageRequest asHolder(String image, String token) throws IOException {
        return request(image).as(new Credentials.Token(Secret.of(token)));
    }

    private void fetchAsBoth(String image) throws Exception {
        fetch(request(image));
        fetch(asUser(image, "other", "other"));
    }

    private FetchedImage fetch(ImageRequest request) throws Exception {
        Path destination = ingot.destination();
        FetchedImage fetched =
                ingot.fetcher().fetch(FetchRequest.of(request, destination)).join();
        assertThat(destination).hasBinaryContent(IMAGE);
        return fetched;
    }

    private ImageException refusal(ImageRequest request) throws Exception {
        Path destination = ingot.destination();
        ImageException refusal = catchThrowableOfType(
                ImageException.class,
                () -> ingot.fetcher()
                        .fetch(FetchRequest.of(request, destination))
                        .join());
        assertThat(refusal).as("refused: " + request).isNotNull();
        assertThat(destination).doesNotExist();
        return refusal;
    }

    /** The failures of both requests are equal except for the ID. */
    private void assertNotFound(String image, ImageRequest hidden, ImageRequest unknown) throws Exception {
        ImageException refusal = refusal(hidden);
        ImageException notFound = refusal(unknown);

        assertThat(refusal.code()).as(refusal.toString()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(notFound.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal.getMessage().replace(image, "ID"))
                .isEqualTo(notFound.getMessage().replace(UNKNOWN, "ID"));
    }
}
