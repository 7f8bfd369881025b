// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.ImageReference;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import java.util.List;

/**
 * The part of a plan that the conductor fetches: everything but an image that the node's agent downloads by itself.
 *
 * @param images what is put into the node's folder
 * @param warnings what is left to the agent, one sentence each
 */
record ConductorImages(List<PlannedImage> images, List<String> warnings) {
    static ConductorImages of(DeploymentPlan plan) {
        return plan.agentUrl()
                .map(url -> withoutAgents(plan, url))
                .orElseGet(() -> new ConductorImages(plan.images(), List.of()));
    }

    private static ConductorImages withoutAgents(DeploymentPlan plan, ImageReference url) {
        List<PlannedImage> images = plan.images().stream()
                .filter(image -> image.role() != Role.IMAGE)
                .toList();
        return new ConductorImages(
                images,
                List.of("image_download_source is http: the node's agent downloads " + url
                        + " by itself, and prepare does not fetch it; set image_download_source to local to have it in the"
                        + " node's folder"));
    }
}
