// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.Progress;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.deploy.Problem;
import io.ingot.image.deploy.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A planner for {@code image_source} only, which pretends to fetch it. */
final class FakePlanner implements DeploymentPlanner {
    final List<DeploymentRequest> planned = new ArrayList<>();
    final List<Path> prepared = new ArrayList<>();
    final List<Path> cleaned = new ArrayList<>();
    List<Problem> problems = List.of();
    List<String> warnings = List.of();
    UnaryOperator<PlannedImage> image = UnaryOperator.identity();
    UnaryOperator<DeploymentPlan> plan = UnaryOperator.identity();

    @Nullable
    ImageException failure;

    /** Returns the fetches of the prepared images. */
    List<FetchRequest> fetched() {
        return prepared.stream()
                .map(folder -> image(planned.get(planned.size() - 1)).fetch(folder.resolve("image")))
                .toList();
    }

    @Override
    public InstanceInfo read(InputStream json) throws ImageException {
        try {
            return InstanceInfo.of(JSON.std.mapFrom(json.readAllBytes()));
        } catch (IOException e) {
            throw new ImageException(ErrorCode.INVALID_METADATA, "instance_info is not JSON", e);
        }
    }

    @Override
    public DeploymentPlan plan(DeploymentRequest request, Call call) throws ImageException {
        planned.add(request);
        check(call);
        return plan.apply(DeploymentPlan.builder(BootOption.NETBOOT)
                .wholeDisk(Optional.of(true), "nothing says that it is a partition")
                .images(List.of(image(request)))
                .problems(problems)
                .warnings(warnings)
                .build());
    }

    private PlannedImage image(DeploymentRequest request) {
        ImageReference reference = reference(request);
        FetchRequest fetch = FetchRequest.of(ImageRequest.of(reference), Path.of("/unused"));
        for (ExpectedChecksum checksum : request.checksums()) {
            fetch = checksum instanceof ExpectedChecksum.Known known ? fetch.checksum(known.checksum()) : fetch;
        }
        return image.apply(PlannedImage.builder(Role.IMAGE, "image", fetch.options(request.options()))
                .expected(request.checksums())
                .build());
    }

    private static ImageReference reference(DeploymentRequest request) {
        try {
            return ImageReference.parse(
                    String.valueOf(request.instanceInfo().value("image_source").orElse("")));
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException {
        prepared.add(folder);
        listener.progress(Map.of(
                Role.IMAGE,
                Progress.builder(FetchPhase.TRANSFERRING)
                        .bytes(10, 5)
                        .total(OptionalLong.of(20))
                        .build()));
        check(call);
        List<PreparedImage> images = plan.images().stream()
                .map(one -> new PreparedImage(
                        one.role(),
                        FetchedImage.builder(
                                        one.reference(),
                                        folder.resolve(one.file()),
                                        ImageInfo.builder().build())
                                .build()))
                .toList();
        return new PreparedNode(folder, images, List.of("image: it has no checksum"));
    }

    @Override
    public CleanedNode clean(Path folder, Call call) throws ImageException {
        cleaned.add(folder);
        check(call);
        return new CleanedNode(folder, List.of(folder.resolve("image")), List.of("kernel is not ours and stays"));
    }

    private void check(Call call) throws ImageException {
        call.check();
        if (failure != null) {
            throw failure;
        }
    }
}
