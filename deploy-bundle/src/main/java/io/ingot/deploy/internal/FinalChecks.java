// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.rule.ChecksumTrust;
import io.ingot.deploy.internal.rule.MemoryCheck;
import io.ingot.deploy.internal.rule.SourceFacts;
import io.ingot.deploy.internal.space.FileSystemFolder;
import io.ingot.deploy.internal.space.ImageSite;
import io.ingot.deploy.internal.space.SpaceCheck;
import io.ingot.image.Checksum;
import io.ingot.image.ImageInfo;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import io.ingot.image.deploy.SpaceNeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The checks of the image and of the space, once all images have been previewed. */
record FinalChecks(
        DeploymentRequest request,
        DeploySettings settings,
        BootOption boot,
        PlannerServices services,
        Path folder,
        Findings findings) {
    private static final List<String> CHECKSUM_FIELDS =
            List.of(Field.IMAGE_CHECKSUM, Field.HASH_ALGORITHM, Field.HASH_VALUE);

    void check(List<PlannedImage> images, SourceFacts source) {
        images.stream().filter(image -> image.role() == Role.IMAGE).forEach(image -> check(image, source));
    }

    /** Computes the space that all images need together, and warns if it is not available. */
    List<SpaceNeed> space(List<PlannedImage> images) {
        boolean explicit = request.nodeFolder().isPresent();
        return FileSystemFolder.of(request.nodeFolder().orElse(folder))
                .map(node ->
                        new ImageSite(node, explicit, services.storeFolder().flatMap(FileSystemFolder::of)))
                .map(site -> SpaceCheck.check(images, site, () -> services.reclaimable() - heldBytes(images), findings))
                .orElse(List.of());
    }

    /** The bytes of stored images that this plan uses, and that are therefore not evicted for it. */
    private static long heldBytes(List<PlannedImage> images) {
        return images.stream()
                .flatMap(image -> image.preview().stream())
                .filter(FetchPreview::held)
                .mapToLong(preview -> preview.info().size().orElse(0))
                .sum();
    }

    private void check(PlannedImage image, SourceFacts source) {
        if (image.expected().isEmpty() && !hasChecksumProblem() && !source.mayKnowMore() && !source.isFolder()) {
            ChecksumTrust.check(
                    image.reference(), serviceChecksums(image, source), settings.requireChecksum(), findings);
        }
        if (boot != BootOption.KICKSTART) {
            MemoryCheck.check(request.memory(), settings.agentBytes(), size(image, source), image.format(), findings);
        }
    }

    /** Whether the operator gave a checksum that cannot be used, which is a problem of its own. */
    private boolean hasChecksumProblem() {
        return CHECKSUM_FIELDS.stream().anyMatch(findings::hasProblem);
    }

    private static List<Checksum> serviceChecksums(PlannedImage image, SourceFacts source) {
        List<Checksum> checksums =
                new ArrayList<>(image.preview().map(FetchPreview::checksums).orElse(List.of()));
        source.info().ifPresent(info -> checksums.addAll(info.checksums()));
        return checksums;
    }

    private static OptionalLong size(PlannedImage image, SourceFacts source) {
        return image.preview()
                .map(FetchPreview::info)
                .or(source::info)
                .map(ImageInfo::size)
                .orElse(OptionalLong.empty());
    }
}
