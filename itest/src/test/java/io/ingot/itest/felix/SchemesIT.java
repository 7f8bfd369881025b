// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Who answers a scheme, as services come, go and change their properties. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class SchemesIT {
    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Test
    public void highestRankingAnswersAndTheNextOneWhenItLeaves() throws Exception {
        ServiceRegistration<ImageService> low = register("low", Map.of("scheme", "rank"));
        ServiceRegistration<ImageService> high =
                register("high", Map.of("scheme", "rank", Constants.SERVICE_RANKING, 10));
        assertThat(answering("rank")).isEqualTo("high");

        high.unregister();
        assertThat(answering("rank")).isEqualTo("low");

        low.unregister();
        assertThat(new Instance(context).schemes()).doesNotContain("rank");
    }

    @Test
    public void protectedSchemeStaysWithItsBundleWhateverAnotherRankingIs() throws Exception {
        ServiceRegistration<ImageService> other =
                register("other", Map.of("scheme", new String[] {"file", "own"}, Constants.SERVICE_RANKING, 10));

        assertThat(answering("own")).isEqualTo("other");
        assertThatThrownBy(() -> answering("file")).isInstanceOf(ImageException.class);

        other.unregister();
    }

    @Test
    public void equalRankingsMeanThatTheOldestAnswers() throws Exception {
        ServiceRegistration<ImageService> old = register("old", Map.of("scheme", "age"));
        ServiceRegistration<ImageService> young = register("young", Map.of("scheme", "age"));

        assertThat(answering("age")).isEqualTo("old");

        young.unregister();
        old.unregister();
    }

    @Test
    public void oneServiceAnswersSeveralSchemesInAnyCase() throws Exception {
        ServiceRegistration<ImageService> both =
                register("both", Map.of("scheme", new String[] {"one-thing", "another.thing"}));

        assertThat(answering("one-thing")).isEqualTo("both");
        assertThat(answering("ANOTHER.Thing")).isEqualTo("both");

        both.unregister();
    }

    @Test
    public void changedPropertiesCountAtOnce() throws Exception {
        ServiceRegistration<ImageService> service = register("changing", Map.of("scheme", "before"));

        service.setProperties(FrameworkUtil.asDictionary(Map.of("scheme", "after")));

        assertThat(new Instance(context).schemes()).contains("after").doesNotContain("before");
        assertThat(answering("after")).isEqualTo("changing");
        service.unregister();
    }

    @Test
    public void malformedSchemesAreIgnoredAndDisturbNobody() throws Exception {
        List<ServiceRegistration<ImageService>> malformed = List.of(
                register("none", Map.of()),
                register("empty", Map.of("scheme", "")),
                register("blank", Map.of("scheme", "two words")),
                register("digit", Map.of("scheme", "1st")),
                register("number", Map.of("scheme", 42)),
                register("colon", Map.of("scheme", "http:")));
        ServiceRegistration<ImageService> sound = register("sound", Map.of("scheme", List.of("sound")));

        assertThat(new Instance(context).schemes()).containsExactly("file", "glance", "http", "https", "sound");
        assertThat(answering("sound")).isEqualTo("sound");

        malformed.forEach(ServiceRegistration::unregister);
        sound.unregister();
        assertThat(new Instance(context).schemes()).containsExactly("file", "glance", "http", "https");
    }

    private ServiceRegistration<ImageService> register(String name, Map<String, Object> properties) {
        return context.registerService(
                ImageService.class, new NamedService(name), FrameworkUtil.asDictionary(properties));
    }

    private String answering(String scheme) throws Exception {
        return new Instance(context)
                .show(scheme + "://somewhere/image")
                .properties()
                .getOrDefault("name", "");
    }

    private record NamedService(String name) implements ImageService {
        @Override
        public ImageInfo show(ImageRequest request, Call call) {
            return ImageInfo.builder().properties(Map.of("name", name)).build();
        }

        @Override
        public ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException {
            throw new ImageException(ErrorCode.UNACCEPTABLE, "no bytes here");
        }
    }
}
