// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import java.util.List;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** The examples of the documents have the documented results. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DocumentExamplesIT {
    @Inject
    private BundleContext context;

    private Instance ingot;
    private ExampleServers servers;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startServers() throws Exception {
        ingot = new Instance(context);
        servers = ExampleServers.start(ingot);
    }

    @After
    public void stopServers() throws Exception {
        servers.close();
    }

    @Test
    public void examplesOfMetadata() throws Exception {
        List<DocumentExample> examples = DocumentExample.of("metadata.md");

        assertThat(examples).hasSizeGreaterThanOrEqualTo(24);
        for (DocumentExample example : examples) {
            node().assertExample(servers.concrete(example));
        }
    }

    @Test
    public void everyDeploymentHasAnExampleForEachProtocol() throws Exception {
        assertThat(DocumentExample.of("metadata.md"))
                .extracting(DocumentExample::title)
                .doesNotHaveDuplicates()
                .contains(
                        "a whole disk over https",
                        "a whole disk over http",
                        "a whole disk from a file",
                        "a whole disk from glance",
                        "a partition over https",
                        "a partition over http",
                        "a partition from files",
                        "a partition from glance",
                        "a ramdisk over https",
                        "a ramdisk over http",
                        "a ramdisk from files",
                        "a ramdisk from glance",
                        "an iso over https",
                        "an iso over http",
                        "an iso from a file",
                        "an iso from glance",
                        "an installer over https",
                        "an installation tree over https",
                        "an installation tree over http",
                        "an installer from files",
                        "an installer from glance");
    }

    @Test
    public void examplesOfTheMigrationFromGlance() throws Exception {
        List<DocumentExample> examples = DocumentExample.of("from-glance-to-http.md");

        assertThat(examples).hasSize(2);
        for (DocumentExample example : examples) {
            Deployment node = node();
            node.assertExample(servers.concrete(example));
            assertThat(node.file("image")).hasBinaryContent(ExampleFiles.bytes("root.img"));
            assertThat(node.file("kernel")).hasBinaryContent(ExampleFiles.bytes("vmlinuz"));
            assertThat(node.file("ramdisk")).hasBinaryContent(ExampleFiles.bytes("initrd.img"));
        }
    }

    private Deployment node() throws Exception {
        return new Deployment(ingot.planner(), ingot.nodeFolder());
    }
}
