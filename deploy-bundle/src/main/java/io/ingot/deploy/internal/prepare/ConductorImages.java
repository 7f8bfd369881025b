// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.ImageReference;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import java.util.List;

/**
 * The images of a plan that the conductor fetches: all but one that the node's agent downloads itself.
 *
 * @param images the images that go into the node's folder
 * @param warnings the images that are left to the agent, one sentence each
 */
record ConductorImages(List<PlannedImage> images, List<String> warnings) {
    static ConductorImages of(DeploymentPlan plan) {
        return plan.agentUrl()
                .map(url -> withoutAgentImage(plan, url))
                .orElseGet(() -> new ConductorImages(plan.images(), List.of()));
    }

    private static ConductorImages withoutAgentImage(DeploymentPlan plan, ImageReference url) {
        List<PlannedImage> images = plan.images().stream()
                .filter(image -> image.role() != Role.IMAGE)
                .toList();
        return new ConductorImages(
                images,
                List.of("image_download_source is http: the node's agent downloads " + url
                        + " itself, and prepare does not fetch it; set image_download_source to local to get it into the"
                        + " node's folder"));
    }
}
