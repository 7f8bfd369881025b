// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields;
import io.ingot.deploy.internal.rule.DownloadSource;
import io.ingot.image.ImageReference;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import java.util.List;
import java.util.Optional;

/** Where an agent downloads the image by itself: only if it can be reached from here. */
final class AgentUrl {
    private AgentUrl() {}

    static Optional<ImageReference> of(
            BootOption boot, InstanceFields words, List<PlannedImage> images, Findings findings) {
        Optional<PlannedImage> image =
                images.stream().filter(one -> one.role() == Role.IMAGE).findFirst();
        boolean agents = DownloadSource.isAgentDownload(words.downloadSource(), image.map(PlannedImage::reference), findings);
        return agents && boot != BootOption.KICKSTART
                ? image.filter(one -> one.preview().isPresent()).map(PlannedImage::finalReference)
                : Optional.empty();
    }
}
