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
import io.ingot.itest.server.OpenStack.Asked;
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

/** Who may have an image: what the real Glance says of it, however warm the store is. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class VisibilityGlanceIT {
    private static final byte[] IMAGE = Images.ofSize(300_007);
    private static final long A_HEADER_AND_ONE_BYTE = 1_000;
    private static final String UNKNOWN = "cafe0009-1234-4321-abcd-0123456789ab";

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private Glance demos;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        cloud = OpenStack.start("cloud", Map.of());
        demos = cloud.glance("demo", "demo");
        beAdministrator();
    }

    @Test
    public void readerOfTheProjectIsNotAuthorizedThoughTheStoreIsWarm() throws Exception {
        String image = heldImageOfDemo();

        assertThat(refusal(asUser(image, "reader", "demo")).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void readerWhoWeAreOurselvesIsNotAuthorizedThoughTheStoreIsWarm() throws Exception {
        String image = heldImageOfDemo();
        be("reader", "demo");

        assertThat(refusal(request(image)).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void privateImageOfAnotherProjectIsToldOfAsOneThatIsNotThere() throws Exception {
        String image = heldImageOfDemo();

        assertNotThere(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
        be("other", "other");
        assertNotThere(image, request(image), request(UNKNOWN));
    }

    @Test
    public void administratorHasThoseOfAllProjectsUnlessTheSettingsSayOtherwise() throws Exception {
        String image = heldImageOfDemo();
        String own = cloud.glance("ironic", "service").upload(IMAGE);
        Map<String, Object> settings = new HashMap<>(cloud.account("ironic", "service"));
        settings.put("ignoreProjectCheckForAdminTasks", false);

        be(settings);

        assertNotThere(image, request(image), request(UNKNOWN));
        fetch(request(own));
    }

    @Test
    public void publicAndCommunityImagesAreForEverybody() throws Exception {
        String community = heldImageOfDemo();
        demos.change(community, "visibility", "community");
        String everybodys = publicImage();
        be("other", "other");

        for (String image : List.of(community, everybodys)) {
            fetch(request(image));
            fetch(asUser(image, "other", "other"));
        }
    }

    @Test
    public void sharedImageIsThereWhetherTheProjectHasAnsweredOrNotUntilItIsSharedNoMore() throws Exception {
        String image = heldImageOfDemo();
        String project = cloud.keystone().project("other");
        Glance others = cloud.glance("other", "other");
        be("other", "other");
        demos.change(image, "visibility", "shared");
        assertNotThere(image, request(image), request(UNKNOWN));

        demos.share(image, project);
        fetchAsBoth(image);
        others.answerSharing(image, project, "accepted");
        fetchAsBoth(image);
        others.answerSharing(image, project, "rejected");
        fetchAsBoth(image);

        demos.unshare(image, project);
        assertNotThere(image, request(image), request(UNKNOWN));
        assertNotThere(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
    }

    @Test
    public void deactivatedImageIsUnacceptableThoughTheStoreIsWarm() throws Exception {
        String image = heldImageOfDemo();
        cloud.glance("ironic", "service").deactivate(image);

        for (ImageRequest request : List.of(request(image), asUser(image, "demo", "demo"))) {
            ImageException refusal = refusal(request);
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
            assertThat(refusal).hasMessageContaining("deactivated");
        }
    }

    @Test
    public void queuedImageIsUnacceptable() throws Exception {
        ImageException refusal = refusal(request(demos.create()));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNACCEPTABLE);
        assertThat(refusal).hasMessageContaining("queued");
    }

    @Test
    public void userSeesNoMoreThanTheirOwnThoughTheServiceTokenIsAnAdministrators() throws Exception {
        String image = heldImageOfDemo();

        fetch(asUser(image, "demo", "demo"));
        assertNotThere(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
    }

    @Test
    public void userIsAskedForWithoutAServiceTokenToo() throws Exception {
        String image = heldImageOfDemo();
        be(Map.of("endpoint", cloud.glanceUrl(), "authType", "none"));

        fetch(asUser(image, "demo", "demo"));
        assertNotThere(image, asUser(image, "other", "other"), asUser(UNKNOWN, "other", "other"));
        assertThat(refusal(request(image)).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void wrongTokenOfAUserIsNotAuthorized() throws Exception {
        String image = heldImageOfDemo();

        assertThat(refusal(asHolder(image, "no-token-at-all")).code()).isEqualTo(ErrorCode.NOT_AUTHORIZED);
    }

    @Test
    public void hitAsksGlanceWhetherThisCallerMayHaveTheBytes() throws Exception {
        ingot.emptyStore();
        String image = heldImageOfDemo();
        await("the line of the transfer")
                .until(() -> cloud.asked(image).anyMatch(asked -> asked.bytes() > IMAGE.length));
        long before = cloud.asked(image).count();

        FetchedImage hit = fetch(asUser(image, "demo", "demo"));

        assertThat(hit.source()).isEqualTo(FetchedImage.Source.STORE);
        await("the line of the probe").until(() -> cloud.asked(image).count() > before + 1);
        List<Asked> asked = cloud.asked(image).skip(before).toList();
        assertThat(asked).extracting(Asked::path).containsExactly("", "/file");
        assertThat(asked.get(1).bytes()).isLessThan(A_HEADER_AND_ONE_BYTE);
    }

    /** A private one, whose bytes the store holds. */
    private String heldImageOfDemo() throws Exception {
        String image = demos.upload(IMAGE);
        fetch(request(image));
        return image;
    }

    private String publicImage() throws Exception {
        Glance administrators = cloud.glance("ironic", "service");
        String image = administrators.upload(IMAGE);
        administrators.change(image, "visibility", "public");
        return image;
    }

    private void beAdministrator() throws Exception {
        be("ironic", "service");
    }

    private void be(String user, String project) throws Exception {
        be(cloud.account(user, project));
    }

    private void be(Map<String, Object> settings) throws Exception {
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

    /** In the same words as the other, but for the id. */
    private void assertNotThere(String image, ImageRequest hidden, ImageRequest unknown) throws Exception {
        ImageException refusal = refusal(hidden);
        ImageException notThere = refusal(unknown);

        assertThat(refusal.code()).as(refusal.toString()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(notThere.code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal.getMessage().replace(image, "ID"))
                .isEqualTo(notThere.getMessage().replace(UNKNOWN, "ID"));
    }
}
