// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.felix;

import static io.ingot.itest.felix.Instance.awaitCollected;
import static io.ingot.itest.felix.Instance.loaderOf;
import static io.ingot.itest.felix.Instance.request;
import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ErrorCode;
import io.ingot.image.client.FetchRequest;
import io.ingot.itest.TestBundle;
import io.ingot.testing.Images;
import io.ingot.testing.http.HttpOrigin;
import java.io.IOException;
import java.lang.ref.WeakReference;
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
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Bundles that were used can be uninstalled: nothing keeps their class loaders alive. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class UninstallIT {
    private static final String RULE = "io.ingot.itest.rule";
    private static final String ID = "cafe0001-1234-4321-abcd-0123456789ab";
    private static final byte[] IMAGE = Images.ofSize(1_000_003);

    @Inject
    private BundleContext context;

    private Instance ingot;
    private HttpOrigin origin;

    @Configuration
    public Option[] configuration() {
        TestBundle.build(RULE, "1.0.0");
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void openOrigin() {
        ingot = new Instance(context);
        origin = new HttpOrigin();
    }

    @After
    public void closeOrigin() {
        origin.close();
    }

    @Test
    public void httpUnloads() throws Exception {
        fetch(origin.serve("/image", IMAGE));
        assertThatFailure(() -> fetch(origin.url() + "/missing")).hasCode(ErrorCode.NOT_FOUND);

        assertUnloads("io.ingot.http");
        assertThat(ingot.schemes()).containsExactly("file", "glance");
    }

    @Test
    public void fileUnloads() throws Exception {
        Path images = Files.createDirectories(ingot.home().resolve("images"));
        fetch("file://" + Files.write(images.resolve("image"), IMAGE));
        assertThatFailure(() -> fetch("file://" + images.resolve("missing"))).hasCode(ErrorCode.NOT_FOUND);

        assertUnloads("io.ingot.file");
        assertThat(ingot.schemes()).containsExactly("glance", "http", "https");
    }

    @Test
    public void glanceUnloads() throws Exception {
        String endpoint = origin.serveGlance(ID, IMAGE, Images.digest("SHA-512", IMAGE));
        ingot.configure("io.ingot.glance", Map.of("endpoint", endpoint));
        ingot.awaitEndpoint(endpoint, ID);
        fetch(ID);
        assertThatFailure(() -> fetch("cafe0002-1234-4321-abcd-0123456789ab")).hasCode(ErrorCode.NOT_FOUND);

        assertUnloads("io.ingot.glance");
        assertThat(ingot.schemes()).containsExactly("file", "http", "https");
    }

    @Test
    public void accessRuleOfAnotherBundleAppliesAndUnloads() throws Exception {
        String secret = origin.serve("/secret/image", IMAGE);
        String open = origin.serve("/image", IMAGE);
        fetch(secret);

        ingot.install(TestBundle.jar(RULE, "1.0.0"));
        assertThatFailure(() -> fetch(secret)).hasCode(ErrorCode.REFUSED_BY_POLICY);
        fetch(open);

        assertUnloads(RULE);
        fetch(secret);
    }

    private void assertUnloads(String symbolicName) throws Exception {
        Bundle bundle = ingot.bundle(symbolicName);
        WeakReference<ClassLoader> loader = loaderOf(bundle);
        ingot.remove(bundle);
        awaitCollected(loader);
    }

    private void fetch(String reference) throws IOException {
        Path destination = ingot.destination();
        ingot.fetcher().fetch(FetchRequest.of(request(reference), destination)).join();
        assertThat(destination).hasBinaryContent(IMAGE);
    }
}
