// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.deploy.internal.prepare.Preparing;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedNode;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The planner as a service. */
@Component(configurationPid = "io.ingot.deploy")
@Designate(ocd = DeployConfig.class)
public final class OperatorPlanner implements DeploymentPlanner {
    private volatile DeployConfig config;
    private volatile @Nullable ImageFetcher fetcher;

    /** Ready at once. */
    @Activate
    public OperatorPlanner(DeployConfig config) {
        this.config = config;
    }

    @Modified
    void modified(DeployConfig changed) {
        config = changed;
    }

    /** The engine may come, go and be replaced. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindFetcher(ImageFetcher engine) {
        fetcher = engine;
    }

    void unbindFetcher(ImageFetcher engine) {
        if (fetcher == engine) {
            fetcher = null;
        }
    }

    @Override
    public InstanceInfo read(InputStream json) throws ImageException {
        throw new ImageException(ErrorCode.INTERNAL, config.bootOption());
    }

    @Override
    public DeploymentPlan plan(DeploymentRequest request, Call call) throws ImageException {
        throw new ImageException(ErrorCode.INTERNAL, config.bootOption());
    }

    @Override
    public PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException {
        return preparing().prepare(plan, folder, listener, call);
    }

    @Override
    public CleanedNode clean(Path folder, Call call) throws ImageException {
        return preparing().clean(folder, call);
    }

    private Preparing preparing() throws ImageException {
        ImageFetcher engine = fetcher;
        if (engine == null) {
            throw new ImageException(
                    ErrorCode.TRANSFER_FAILED, "the bundle io.ingot.fetch is not running; start it, then try again");
        }
        return new Preparing(engine);
    }
}
