// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.room.Place;
import io.ingot.deploy.internal.room.Room;
import io.ingot.deploy.internal.room.Site;
import io.ingot.deploy.internal.rule.Memory;
import io.ingot.deploy.internal.rule.Source;
import io.ingot.deploy.internal.rule.Trust;
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

/** What can be judged of the image itself once everybody has answered. */
record Verdict(
        DeploymentRequest request,
        DeploySettings settings,
        BootOption boot,
        Means means,
        Path folder,
        Findings findings) {
    private static final List<String> CHECKSUM_FIELDS =
            List.of(Field.IMAGE_CHECKSUM, Field.HASH_ALGORITHM, Field.HASH_VALUE);

    void judge(List<PlannedImage> images, Source source) {
        images.stream().filter(image -> image.role() == Role.IMAGE).forEach(image -> judge(image, source));
    }

    /** The space that all images need together, and whether it is there. */
    List<SpaceNeed> space(List<PlannedImage> images) {
        boolean named = request.nodeFolder().isPresent();
        return Place.of(request.nodeFolder().orElse(folder))
                .map(node -> new Site(node, named, means.storeFolder().flatMap(Place::of)))
                .map(site -> Room.check(images, site, () -> means.reclaimable() - held(images), findings))
                .orElse(List.of());
    }

    /** What the store will not drop, since this very plan takes it. */
    private static long held(List<PlannedImage> images) {
        return images.stream()
                .flatMap(image -> image.preview().stream())
                .filter(FetchPreview::held)
                .mapToLong(preview -> preview.info().size().orElse(0))
                .sum();
    }

    private void judge(PlannedImage image, Source source) {
        if (image.expected().isEmpty() && !meant() && !source.mayKnowMore() && !source.isFolder()) {
            Trust.check(image.reference(), vouched(image, source), settings.requireChecksum(), findings);
        }
        if (boot != BootOption.KICKSTART) {
            Memory.check(request.memory(), settings.agentBytes(), size(image, source), image.format(), findings);
        }
    }

    /** Whether the operator names a checksum that cannot be used: that has been told. */
    private boolean meant() {
        return CHECKSUM_FIELDS.stream().anyMatch(findings::concern);
    }

    private static List<Checksum> vouched(PlannedImage image, Source source) {
        List<Checksum> vouched =
                new ArrayList<>(image.preview().map(FetchPreview::checksums).orElse(List.of()));
        source.info().ifPresent(info -> vouched.addAll(info.checksums()));
        return vouched;
    }

    private static OptionalLong size(PlannedImage image, Source source) {
        return image.preview()
                .map(FetchPreview::info)
                .or(source::info)
                .map(ImageInfo::size)
                .orElse(OptionalLong.empty());
    }
}
