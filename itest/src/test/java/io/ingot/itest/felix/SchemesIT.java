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

/** The choice of a service for a scheme as services are registered, unregistered and modified. */
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
    public void highestRankingIsChosenUntilItIsUnregistered() throws Exception {
        ServiceRegistration<ImageService> low = register("low", Map.of("scheme", "rank"));
        ServiceRegistration<ImageService> high =
                register("high", Map.of("scheme", "rank", Constants.SERVICE_RANKING, 10));
        assertThat(serviceFor("rank")).isEqualTo("high");

        high.unregister();
        assertThat(serviceFor("rank")).isEqualTo("low");

        low.unregister();
        assertThat(new Instance(context).schemes()).doesNotContain("rank");
    }

    @Test
    public void protectedSchemeIgnoresTheRankingOfOtherBundles() throws Exception {
        ServiceRegistration<ImageService> other =
                register("other", Map.of("scheme", new String[] {"file", "own"}, Constants.SERVICE_RANKING, 10));

        assertThat(serviceFor("own")).isEqualTo("other");
        assertThatThrownBy(() -> serviceFor("file")).isInstanceOf(ImageException.class);

        other.unregister();
    }

    @Test
    public void oldestServiceIsChosenAmongEqualRankings() throws Exception {
        ServiceRegistration<ImageService> old = register("old", Map.of("scheme", "age"));
        ServiceRegistration<ImageService> young = register("young", Map.of("scheme", "age"));

        assertThat(serviceFor("age")).isEqualTo("old");

        young.unregister();
        old.unregister();
    }

    @Test
    public void serviceMayHaveSeveralSchemesInAnyCase() throws Exception {
        ServiceRegistration<ImageService> both =
                register("both", Map.of("scheme", new String[] {"one-thing", "another.thing"}));

        assertThat(serviceFor("one-thing")).isEqualTo("both");
        assertThat(serviceFor("ANOTHER.Thing")).isEqualTo("both");

        both.unregister();
    }

    @Test
    public void modifiedPropertiesTakeEffectImmediately() throws Exception {
        ServiceRegistration<ImageService> service = register("changing", Map.of("scheme", "before"));

        service.setProperties(FrameworkUtil.asDictionary(Map.of("scheme", "after")));

        assertThat(new Instance(context).schemes()).contains("after").doesNotContain("before");
        assertThat(serviceFor("after")).isEqualTo("changing");
        service.unregister();
    }

    @Test
    public void malformedSchemesAreIgnored() throws Exception {
        List<ServiceRegistration<ImageService>> malformed = List.of(
                register("none", Map.of()),
                register("empty", Map.of("scheme", "")),
                register("blank", Map.of("scheme", "two words")),
                register("digit", Map.of("scheme", "1st")),
                register("number", Map.of("scheme", 42)),
                register("colon", Map.of("scheme", "http:")));
        ServiceRegistration<ImageService> valid = register("valid", Map.of("scheme", List.of("valid")));

        assertThat(new Instance(context).schemes()).containsExactly("file", "glance", "http", "https", "valid");
        assertThat(serviceFor("valid")).isEqualTo("valid");

        malformed.forEach(ServiceRegistration::unregister);
        valid.unregister();
        assertThat(new Instance(context).schemes()).containsExactly("file", "glance", "http", "https");
    }

    private ServiceRegistration<ImageService> register(String name, Map<String, Object> properties) {
        return context.registerService(
                ImageService.class, new NamedService(name), FrameworkUtil.asDictionary(properties));
    }

    private String serviceFor(String scheme) throws Exception {
        return new Instance(context).show(scheme + "://host/image").properties().getOrDefault("name", "");
    }

    private record NamedService(String name) implements ImageService {
        @Override
        public ImageInfo show(ImageRequest request, Call call) {
            return ImageInfo.builder().properties(Map.of("name", name)).build();
        }

        @Override
        public ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException {
            throw new ImageException(ErrorCode.UNACCEPTABLE, "no bytes");
        }
    }
}
