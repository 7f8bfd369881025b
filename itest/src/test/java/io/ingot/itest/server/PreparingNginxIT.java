// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.itest.deploy.Deployment;
import io.ingot.itest.deploy.DocumentExample;
import io.ingot.itest.deploy.ExampleFiles;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import java.nio.file.Path;
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

/** The HTTP examples of the documents with a real nginx and TLS. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PreparingNginxIT {
    @Inject
    private BundleContext context;

    private Instance ingot;
    private Server nginx;
    private Deployment node;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startNginx() throws Exception {
        ingot = new Instance(context);
        nginx = Server.start("nginx.sh", "nginx", Map.of());
        ExampleFiles.write(Path.of(nginx.value("NGINX_WWW")));
        ingot.configure("io.ingot.httpclient", Map.of("caFile", nginx.value("NGINX_CA")));
        node = new Deployment(ingot.planner(), ingot.nodeFolder());
    }

    @Test
    public void examplesOverHttps() throws Exception {
        String url = nginx.value("NGINX_TLS_URL");
        await().ignoreExceptions()
                .until(() -> ingot.show(url + "/vmlinuz").size().isPresent());
        assertExamples(" over https", url);
    }

    @Test
    public void examplesOverHttp() throws Exception {
        assertExamples(" over http", nginx.value("NGINX_URL"));
    }

    private void assertExamples(String kind, String url) throws Exception {
        ExampleFiles.write(ingot.home().resolve("images"));
        List<DocumentExample> examples = DocumentExample.of("metadata.md").stream()
                .filter(example -> example.title().endsWith(kind))
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
        for (DocumentExample example : examples) {
            node.assertExample(example.at(url, ingot.home().resolve("images")));
        }
    }

    @Test
    public void redirectsAreFollowedForTheAgentAndTheChecksumFile() throws Exception {
        String url = nginx.value("NGINX_URL");

        DeploymentPlan plan = node.plan("""
                {"image_source": "%s/redirect-302/debian-13.qcow2", "image_checksum": "%s/redirect-301/SHA256SUMS",
                 "image_download_source": "http"}
                """.formatted(url, url));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.agentUrl().map(Object::toString)).contains(url + "/debian-13.qcow2");
        PlannedImage image = plan.images().get(0);
        assertThat(image.checksums()).hasSize(1);
        assertThat(image.finalReference().toString()).isEqualTo(url + "/debian-13.qcow2");
    }

    @Test
    public void passwordIsSentForTheImageAndItsChecksumFile() throws Exception {
        DeploymentPlan plan = node.plan("""
                {"image_source": "%1$s/auth/debian-13.qcow2", "image_checksum": "%1$s/auth/SHA256SUMS",
                 "image_pull_secret": "image:secret"}
                """.formatted(nginx.value("NGINX_URL")));

        node.prepare(plan);

        assertThat(node.file("image")).hasBinaryContent(ExampleFiles.bytes("debian-13.qcow2"));
    }
}
