// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.Problem;
import io.ingot.itest.deploy.Deployment;
import io.ingot.itest.deploy.DocumentExample;
import io.ingot.itest.deploy.ExampleFiles;
import io.ingot.itest.deploy.ExampleImage;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
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

/** The Glance examples of the documents with a real Glance and Keystone. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PreparingGlanceIT {
    private static final String ATTRIBUTES = """
            {"name": "an image", "disk_format": "raw", "container_format": "bare", "visibility": "private"%s}
            """;

    @Inject
    private BundleContext context;

    private Instance ingot;
    private OpenStack cloud;
    private Glance glance;
    private Deployment node;
    private final Map<ExampleImage, String> ids = new EnumMap<>(ExampleImage.class);

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startOpenStack() throws Exception {
        ingot = new Instance(context);
        cloud = OpenStack.start("cloud", Map.of());
        glance = cloud.glance("ironic", "service");
        for (ExampleImage image : ExampleImage.values()) {
            String more = image.properties(this::id).entrySet().stream()
                    .map(property -> ", \"%s\": \"%s\"".formatted(property.getKey(), property.getValue()))
                    .collect(Collectors.joining());
            ids.put(image, glance.upload(ATTRIBUTES.formatted(more), image.bytes()));
        }
        ingot.configure(
                "io.ingot.glance",
                Example.of(cloud, "io.ingot.glance.cfg: a password").settings());
        ingot.awaitEndpoint("the cloud", id(ExampleImage.PARTITION));
        node = new Deployment(ingot.planner(), ingot.nodeFolder());
    }

    @Test
    public void examplesFromGlance() throws Exception {
        List<DocumentExample> examples = new ArrayList<>(DocumentExample.of("metadata.md"));
        examples.addAll(DocumentExample.of("from-glance-to-http.md"));
        examples.removeIf(example -> !example.title().endsWith(" glance"));

        assertThat(examples).hasSizeGreaterThanOrEqualTo(6);
        for (DocumentExample example : examples) {
            node.assertExample(concrete(example));
        }
    }

    @Test
    public void kernelAndRamdiskFollowFromTheImage() throws Exception {
        node.prepare(plan("{\"image_source\": \"%s\", \"root_gb\": 20}"));

        assertThat(node.file("image")).hasBinaryContent(ExampleFiles.bytes("root.img"));
        assertThat(node.file("kernel")).hasBinaryContent(ExampleFiles.bytes("vmlinuz"));
        assertThat(node.file("ramdisk")).hasBinaryContent(ExampleFiles.bytes("initrd.img"));
    }

    @Test
    public void kernelOfTheOperatorOverridesThatOfTheImageWithAWarning() throws Exception {
        DeploymentPlan plan = plan(
                "{\"image_source\": \"%s\", \"root_gb\": 20, \"kernel\": \"" + id(ExampleImage.WHOLE_DISK) + "\"}");

        assertThat(plan.warnings()).anyMatch(warning -> warning.contains(id(ExampleImage.KERNEL)));
        node.prepare(plan);
        assertThat(node.file("kernel")).hasBinaryContent(ExampleFiles.bytes("debian-13.qcow2"));
    }

    @Test
    public void missingRootSizeAndMissingKernelAreReported() throws Exception {
        assertThat(plan("{\"image_source\": \"%s\"}").problems())
                .extracting(Problem::field)
                .containsExactly("root_gb");
        glance.delete(id(ExampleImage.KERNEL));
        assertThat(plan("{\"image_source\": \"%s\", \"root_gb\": 20}").problems())
                .extracting(Problem::field, problem -> problem.code().name())
                .containsExactly(tuple("kernel", "NOT_FOUND"));
    }

    private String id(ExampleImage image) {
        return Objects.requireNonNull(ids.get(image));
    }

    private DeploymentPlan plan(String json) throws Exception {
        return node.plan(json.formatted(id(ExampleImage.PARTITION)));
    }

    private DocumentExample concrete(DocumentExample example) {
        DocumentExample concrete = example;
        for (Map.Entry<ExampleImage, String> id : ids.entrySet()) {
            concrete = concrete.with(id.getKey(), id.getValue());
        }
        return concrete;
    }
}
