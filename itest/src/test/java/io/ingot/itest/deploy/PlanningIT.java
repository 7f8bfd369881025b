// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Problem;
import io.ingot.image.deploy.Role;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import java.nio.file.Files;
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

/** The planner in Felix, as a conductor uses it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class PlanningIT {
    private static final String PARTITION = """
            {"image_source": "https://images.example/root.img", "image_type": "partition", "root_gb": 10,
             "image_checksum": "https://images.example/SHA256SUMS",
             "kernel": "https://images.example/vmlinuz", "ramdisk": "https://images.example/initrd.img"}
            """;

    @Inject
    private BundleContext context;

    private Instance ingot;
    private ExampleServers servers;
    private Deployment node;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void startServers() throws Exception {
        ingot = new Instance(context);
        ingot.emptyStore(); // images that earlier tests fetched would be hits by their digest
        servers = ExampleServers.start(ingot);
        node = new Deployment(ingot.planner(), ingot.nodeFolder());
    }

    @After
    public void stopServers() throws Exception {
        servers.close();
    }

    @Test
    public void planPreviewsFetchesWithoutATransfer() throws Exception {
        DeploymentPlan plan = node.plan(servers.concrete(PARTITION));

        assertThat(plan.images()).extracting(PlannedImage::role).containsExactly(Role.IMAGE, Role.KERNEL, Role.RAMDISK);
        PlannedImage image = plan.images().get(0);
        assertThat(image.preview().orElseThrow().info().size()).hasValue(ExampleFiles.bytes("root.img").length);
        assertThat(image.preview().orElseThrow().held()).isFalse();
        assertThat(image.checksums())
                .extracting(Object::toString)
                .hasSize(1)
                .allMatch(sum -> sum.startsWith("sha256:"));
        assertThat(servers.sent()).isLessThan(ExampleFiles.bytes("vmlinuz").length);
        assertThat(node.files()).isEmpty();
    }

    @Test
    public void secondPreparationTransfersNoBytes() throws Exception {
        prepare();
        long sent = servers.sent();

        PreparedNode again = prepare();

        assertThat(again.images())
                .allSatisfy(image -> assertThat(image.image().source()).isEqualTo(FetchedImage.Source.STORE))
                .allSatisfy(
                        image -> assertThat(image.image().bytesTransferred()).isZero());
        assertThat(servers.sent() - sent).isLessThan(ExampleFiles.bytes("vmlinuz").length); // the checksum file, twice
        assertThat(node.file("image")).hasBinaryContent(ExampleFiles.bytes("root.img"));
    }

    @Test
    public void damagedImageLeavesTheFolderUnchanged() throws Exception {
        prepare();
        String wrong = servers.concrete(PARTITION)
                .replace("/vmlinuz", "/rescue.iso")
                .replace("/SHA256SUMS", "/vmlinuz.sha256");

        DeploymentPlan plan = node.plan(wrong);
        ImageException failure = catchThrowableOfType(ImageException.class, () -> node.prepare(plan));

        assertThat(failure.code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
        assertThat(node.files()).containsExactly("image", "kernel", "ramdisk");
        assertThat(node.file("kernel")).hasBinaryContent(ExampleFiles.bytes("vmlinuz"));
    }

    @Test
    public void anotherPlanRemovesImagesThatItDoesNotInclude() throws Exception {
        prepare();

        node.prepare(node.plan(servers.concrete("{\"boot_iso\": \"https://images.example/rescue.iso\"}")));

        assertThat(node.files()).containsExactly("boot_iso");
    }

    @Test
    public void filesOfOthersAreKept() throws Exception {
        prepare();
        Files.delete(node.file("kernel"));
        Files.writeString(node.file("kernel"), "mine");
        Files.writeString(node.file("notes"), "mine, too");

        assertThat(node.clean().warnings()).isNotEmpty();

        assertThat(node.files()).containsExactly("kernel", "notes");
        assertThat(node.file("kernel")).hasContent("mine");
    }

    @Test
    public void allProblemsAreReportedAndNothingIsPrepared() throws Exception {
        DeploymentPlan plan = node.plan(servers.concrete("""
                {"image_source": "https://images.example/absent.img", "image_type": "partition", "kernel": "emule://a",
                 "root_gb": "many", "image_os_hash_algo": "sha256", "image_os_hash_value": "12"}
                """));

        assertThat(plan.problems())
                .extracting(Problem::field)
                .contains("image_source", "kernel", "ramdisk", "root_gb", "image_os_hash_value");
        assertThat(catchThrowableOfType(ImageException.class, () -> node.prepare(plan))
                        .code())
                .isEqualTo(ErrorCode.INVALID_METADATA);
        assertThat(node.files()).isEmpty();
    }

    @Test
    public void planPrintsNoSecrets() throws Exception {
        DeploymentPlan plan = node.plan(node.request(servers.concrete("""
                        {"image_source": "https://joe:hush1@images.example/root.img?sig=hush2", "image_pull_secret": "joe:hush3",
                         "image_checksum": "https://joe:hush1@images.example/SHA256SUMS"}
                        """.replace(
                        "https://joe:hush1@images.example", servers.url().replace("//", "//joe:hush1@"))))
                .as(new Credentials.Password("joe", Secret.of("hush4"))));

        assertThat(plan.images() + " " + plan.problems() + plan.warnings() + plan.reason()
                        + List.of(
                                plan.images().get(0).expected(),
                                plan.images().get(0).credentials()))
                .doesNotContain("hush");
    }

    @Test
    public void plannerSurvivesARestartOfTheEngine() throws Exception {
        ingot.restart("io.ingot.fetch");

        prepare();

        assertThat(node.files()).containsExactly("image", "kernel", "ramdisk");
    }

    private PreparedNode prepare() throws Exception {
        DeploymentPlan plan = node.plan(servers.concrete(PARTITION));
        assertThat(plan.problems()).isEmpty();
        return node.prepare(plan);
    }
}
