// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedNode;
import java.nio.file.Path;
import java.util.List;

/** Does plans, and takes away what they placed. Safe for concurrent use. */
public final class Preparing {
    private final ImageFetcher fetcher;

    /** Fetches by this engine. */
    public Preparing(ImageFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** See {@link io.ingot.image.deploy.DeploymentPlanner#prepare}. */
    public PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException {
        call.check();
        return new PreparedNode(folder, List.of(), List.of(fetcher.toString()));
    }

    /** See {@link io.ingot.image.deploy.DeploymentPlanner#clean}. */
    public CleanedNode clean(Path folder, Call call) throws ImageException {
        call.check();
        return new CleanedNode(folder, List.of(), List.of(fetcher.toString()));
    }
}
