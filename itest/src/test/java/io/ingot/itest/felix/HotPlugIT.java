// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static io.ingot.itest.felix.Instance.awaitCollected;
import static io.ingot.itest.felix.Instance.loaderOf;
import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.engine.ImageSources;
import io.ingot.image.spi.ImageSource;
import io.ingot.itest.TestBundle;
import io.ingot.testing.toy.ToyOrigin;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
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
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Protocol bundles are installed, updated and removed while they are used. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class HotPlugIT {
    private static final String TOY = "io.ingot.testing.toy";
    private static final Path TOY_1 = TestBundle.jar(TOY, "1.0.0");
    private static final Path TOY_2 = TestBundle.jar(TOY, "2.0.0");

    /** The blocks sent before a test continues, of 64. */
    private static final int SOME_BLOCKS = 16;

    @Inject
    private BundleContext context;

    private Instance ingot;
    private ToyOrigin origin;

    @Configuration
    public Option[] configuration() {
        TestBundle.build(TOY, "1.0.0");
        TestBundle.build(TOY, "2.0.0");
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void openOrigin() throws ImageException {
        ingot = new Instance(context);
        ingot.emptyStore();
        origin = new ToyOrigin(context);
    }

    @After
    public void closeOrigin() {
        origin.close();
    }

    @Test
    public void higherRankedResolverIsUsedAndOutlivesItsPredecessor() throws Exception {
        ServiceRegistration<?> first = registerFailingResolver(1, ErrorCode.NOT_FOUND);
        assertThat(codeOfAFetch()).isEqualTo(ErrorCode.NOT_FOUND);

        ServiceRegistration<?> second = registerFailingResolver(2, ErrorCode.UNACCEPTABLE);
        first.unregister();
        assertThat(codeOfAFetch()).isEqualTo(ErrorCode.UNACCEPTABLE);

        second.unregister();
        assertThat(codeOfAFetch()).isEqualTo(ErrorCode.UNSUPPORTED_SCHEME);
    }

    private ErrorCode codeOfAFetch() throws Exception {
        FetchRequest request = FetchRequest.of(request(ToyOrigin.REFERENCE), ingot.destination());
        Fetch fetch = ingot.fetcher().fetch(request);
        return catchThrowableOfType(ImageException.class, fetch::join).code();
    }

    private ServiceRegistration<?> registerFailingResolver(int ranking, ErrorCode code) {
        return context.registerService(
                ImageSources.class,
                new FailingResolver(code),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, ranking)));
    }

    /** A resolver that fails every request. */
    private record FailingResolver(ErrorCode code) implements ImageSources {
        @Override
        public ImageInfo show(ImageRequest request, Call call) throws ImageException {
            throw new ImageException(code, "the test resolver fails");
        }

        @Override
        public ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException {
            throw new ImageException(code, "the test resolver fails");
        }

        @Override
        public List<SchemeInfo> schemes() {
            return List.of();
        }

        @Override
        public List<AbsentService> absent() {
            return List.of();
        }
    }

    @Test
    public void schemeIsAvailableOnceItsBundleIsStarted() throws Exception {
        assertThat(ingot.schemes()).doesNotContain("toy");

        ingot.install(TOY_1);

        assertThat(ingot.resolver().schemes()).contains(new SchemeInfo("toy", TOY, "1.0.0"));
        assertThat(ingot.show(ToyOrigin.REFERENCE).size()).hasValue(ToyOrigin.SIZE);
    }

    @Test
    public void schemeIsUnavailableOnceItsBundleIsUninstalled() throws Exception {
        Bundle toy = ingot.install(TOY_1);

        toy.uninstall();

        assertThat(ingot.schemes()).doesNotContain("toy");
    }

    @Test
    public void unknownSchemeIsRefusedWithTheKnownOnes() {
        ImageException refused = catchThrowableOfType(ImageException.class, () -> ingot.show(ToyOrigin.REFERENCE));

        assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_SCHEME);
        assertThat(refused).hasMessageContaining("toy").hasMessageContainingAll("file", "glance", "http", "https");
    }

    @Test
    public void updateReplacesTheServiceAndUnloadsTheOldOne() throws Exception {
        Bundle toy = ingot.install(TOY_1);
        assertThat(ingot.show(ToyOrigin.REFERENCE).size()).hasValue(ToyOrigin.SIZE);
        WeakReference<ClassLoader> old = loaderOf(toy);

        ingot.update(toy, TOY_2);

        assertThat(ingot.resolver().schemes()).contains(new SchemeInfo("toy", TOY, "2.0.0"));
        assertThat(ingot.show(ToyOrigin.REFERENCE).size()).hasValue(ToyOrigin.SIZE);
        awaitCollected(old);
    }

    @Test
    public void transferContinuesWithTheUpdatedBundle() throws Exception {
        Bundle toy = ingot.install(TOY_1);
        Path destination = ingot.destination();
        Fetch fetch = startedFetch(destination);
        WeakReference<ClassLoader> old = loaderOf(toy);

        ingot.update(toy, TOY_2);
        await().until(() -> origin.reads().size() == 2);
        awaitCollected(old);
        origin.allowAll();

        FetchedImage image = fetch.join();
        assertThat(destination).hasBinaryContent(ToyOrigin.image());
        assertThat(image.size()).isEqualTo(ToyOrigin.SIZE);
        assertThat(origin.reads().get(1)).isPositive();
        assertThat(origin.sent() - ToyOrigin.SIZE).isLessThanOrEqualTo(ToyOrigin.BLOCK);
    }

    @Test
    public void transferWaitsForABundleThatIsBrieflyAbsent() throws Exception {
        Bundle toy = ingot.install(TOY_1);
        Path destination = ingot.destination();
        Fetch fetch = startedFetch(destination);

        ingot.remove(toy);
        assertThat(ingot.schemes()).doesNotContain("toy");
        ingot.install(TOY_2);
        origin.allowAll();

        fetch.join();
        assertThat(destination).hasBinaryContent(ToyOrigin.image());
        assertThat(origin.reads().get(1)).isPositive();
    }

    @Test
    public void transferOfARemovedBundleFailsRetryablyWithoutFiles() throws Exception {
        ingot.configure("io.ingot.resolver", Map.of("waitMillis", 100L));
        ingot.configure("io.ingot.fetch", Map.of("retries", 1, "retryPauseMillis", 10L));
        Bundle toy = ingot.install(TOY_1);
        Path destination = ingot.destination();
        Fetch fetch = startedFetch(destination);
        WeakReference<ClassLoader> old = loaderOf(toy);

        ingot.remove(toy);

        ImageException failed = catchThrowableOfType(ImageException.class, fetch::join);
        assertThat(failed.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failed.retryable()).isTrue();
        assertThat(failed.bytesTransferred().orElse(0)).isPositive();
        assertThat(failed.service().orElse("")).contains("toy");
        assertThat(failed).hasMessageContaining("toy");
        assertThat(destination.getParent()).isEmptyDirectory();
        awaitCollected(old);
    }

    /** Starts a fetch and waits until it has received the allowed blocks. */
    private Fetch startedFetch(Path destination) throws IOException {
        origin.allow(SOME_BLOCKS);
        Fetch fetch = ingot.fetcher().fetch(FetchRequest.of(request(ToyOrigin.REFERENCE), destination));
        await().until(() -> origin.sent() == (long) SOME_BLOCKS * ToyOrigin.BLOCK);
        return fetch;
    }
}
