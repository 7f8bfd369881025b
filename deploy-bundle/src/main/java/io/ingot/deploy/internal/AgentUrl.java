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

/** The URL from which the node's agent downloads the image itself; only if the image can be reached from here. */
final class AgentUrl {
    private AgentUrl() {}

    static Optional<ImageReference> of(
            BootOption boot, InstanceFields fields, List<PlannedImage> images, Findings findings) {
        Optional<PlannedImage> image = images.stream()
                .filter(candidate -> candidate.role() == Role.IMAGE)
                .findFirst();
        boolean agentDownloads =
                DownloadSource.isAgentDownload(fields.downloadSource(), image.map(PlannedImage::reference), findings);
        return agentDownloads && boot != BootOption.KICKSTART
                ? image.filter(candidate -> candidate.preview().isPresent()).map(PlannedImage::finalReference)
                : Optional.empty();
    }
}
