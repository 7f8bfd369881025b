// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static io.ingot.itest.felix.Instance.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.io.IOException;
import java.nio.file.Path;
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
import org.osgi.framework.BundleContext;

/** Refreshes of Ingot's bundles, as during an update, while a transfer is running. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class RefreshIT {
    private static final byte[] IMAGE = Images.ofSize(64 * HttpOrigin.BLOCK);
    private static final int SOME_BLOCKS = 16;

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
    public void closeOrigin() {
        origin.close();
    }

    @Test
    public void refreshOfTheEngineEndsTransfersRetryably() throws Exception {
        Fetch fetch = startedFetch();

        ingot.refresh(ingot.bundle("io.ingot.fetch"));

        ImageException ended = catchThrowableOfType(ImageException.class, fetch::join);
        assertThat(ended.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(ended.retryable()).isTrue();
        assertThat(destination.getParent()).isEmptyDirectory();
        origin.allowAll();
        ingot.fetcher()
                .fetch(FetchRequest.of(request(origin.url() + "/image"), destination))
                .join();
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void transferContinuesWithTheNewResolver() throws Exception {
        Fetch fetch = startedFetch();

        ingot.refresh(ingot.bundle("io.ingot.resolver"));
        origin.allowAll();

        fetch.join();
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    @Test
    public void transferContinuesWithTheNewHttpClient() throws Exception {
        Fetch fetch = startedFetch();

        ingot.refresh(ingot.bundle("io.ingot.httpclient"));
        origin.allowAll();

        fetch.join();
        assertThat(destination).hasBinaryContent(IMAGE);
    }

    private Fetch startedFetch() throws IOException {
        origin.ration(SOME_BLOCKS);
        Fetch fetch = ingot.fetcher().fetch(FetchRequest.of(request(origin.serve("/image", IMAGE)), destination));
        await().until(() -> origin.sent() == (long) SOME_BLOCKS * HttpOrigin.BLOCK);
        return fetch;
    }
}
