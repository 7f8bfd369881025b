// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deployments to one node, as a conductor performs them. */
public final class Deployment {
    private final DeploymentPlanner planner;
    private final Path folder;

    /** Creates deployments for a node's folder, which need not exist. */
    public Deployment(DeploymentPlanner planner, Path folder) {
        this.planner = planner;
        this.folder = folder;
    }

    /** Creates a request for an {@code instance_info}. */
    public DeploymentRequest request(String json) throws ImageException {
        return DeploymentRequest.of(planner.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))))
                .nodeFolder(folder);
    }

    /** Plans a deployment. */
    public DeploymentPlan plan(String json) throws ImageException {
        return plan(request(json));
    }

    /** Plans a deployment. */
    public DeploymentPlan plan(DeploymentRequest request) throws ImageException {
        try (Call call = Call.start()) {
            return planner.plan(request, call);
        }
    }

    /** Prepares a plan. */
    public PreparedNode prepare(DeploymentPlan plan) throws ImageException {
        try (Call call = Call.start()) {
            return planner.prepare(plan, folder, progress -> {}, call);
        }
    }

    /** Removes the prepared images. */
    public CleanedNode clean() throws ImageException {
        try (Call call = Call.start()) {
            return planner.clean(folder, call);
        }
    }

    /** Performs an example of the documents twice, with a cleaning in between, and checks the result. */
    public void assertExample(DocumentExample example) throws ImageException {
        DeploymentPlan plan = plan(example.json());
        if (example.hasProblems()) {
            assertThat(plan.problems())
                    .as(example.title())
                    .extracting(Problem::field)
                    .containsExactlyInAnyOrderElementsOf(example.names());
            return;
        }
        assertThat(plan.problems()).as(example.title()).isEmpty();
        assertThat(plan.wholeDisk()).as(example.title()).isEqualTo(example.wholeDisk());
        assertThat(plan.bootOption().text()).as(example.title()).isEqualTo(example.bootOption());
        assertThat(plan.installationTree().map(ImageReference::toString))
                .as(example.title())
                .isEqualTo(example.installationTree());
        prepare(plan);
        assertThat(files()).as(example.title()).isEqualTo(example.names());
        clean();
        assertThat(files()).as(example.title()).isEmpty();
        prepare(plan);
        assertThat(files()).as(example.title()).isEqualTo(example.names());
    }

    /** Lists the visible files in the node's folder. */
    public Set<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the node. */
    public Path file(String name) {
        return folder.resolve(name);
    }
}
