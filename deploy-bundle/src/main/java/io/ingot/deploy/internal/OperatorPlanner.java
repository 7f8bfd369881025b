// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.access.CredentialStore;
import io.ingot.common.settings.CurrentSettings;
import io.ingot.deploy.internal.document.InstanceDocument;
import io.ingot.deploy.internal.prepare.NodeCleanup;
import io.ingot.deploy.internal.prepare.NodePreparation;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentPlanner;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.store.ImageStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The planner as a service. It is registered whatever its configuration says, and whichever other services are present. */
@Component(configurationPid = "io.ingot.deploy")
@Designate(ocd = DeployConfig.class)
public final class OperatorPlanner implements DeploymentPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorPlanner.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ActiveCalls activeCalls = new ActiveCalls();
    private final CurrentSettings<DeploySettings> settings = new CurrentSettings<>("io.ingot.deploy");

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ImageFetcher fetcher;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ImageServices services;

    /** Without a node's folder, free space is measured next to the store's folder. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ImageStore store;

    /** Looks up the credentials that a deployment names. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable CredentialStore credentials;

    /** A planner that is ready for use. */
    @Activate
    public OperatorPlanner(DeployConfig config) {
        modified(config);
    }

    @Modified
    void modified(DeployConfig config) {
        settings.update(() -> DeploySettings.of(config));
    }

    /** Ends the running calls, so that a successor finds no folder in which this planner still works. */
    @Deactivate
    void stop() {
        try {
            int left = activeCalls.end(STOP_LIMIT);
            if (left > 0) {
                LOG.warn("{} calls did not end within {} s", left, STOP_LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public InstanceInfo read(InputStream json) throws ImageException {
        return InstanceDocument.read(json);
    }

    @Override
    public DeploymentPlan plan(DeploymentRequest request, Call call) throws ImageException {
        return activeCalls.run(call, child -> new PlanBuilder(request, settings.get(), plannerServices()).plan(child));
    }

    @Override
    public PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException {
        return activeCalls.run(call, child -> {
            NodePreparation preparation = new NodePreparation(
                    engine(), Optional.ofNullable(store), settings.get().nodeFolderMode());
            return preparation.prepare(plan, folder, listener, child);
        });
    }

    @Override
    public CleanedNode clean(Path folder, Call call) throws ImageException {
        return activeCalls.run(call, child -> new NodeCleanup().clean(folder, child));
    }

    private PlannerServices plannerServices() throws ImageException {
        return new PlannerServices(
                requireRunning(services, "io.ingot.resolver"),
                engine(),
                Optional.ofNullable(store),
                Optional.ofNullable(credentials));
    }

    private ImageFetcher engine() throws ImageException {
        return requireRunning(fetcher, "io.ingot.fetch");
    }

    private static <S> S requireRunning(@Nullable S service, String bundle) throws ImageException {
        if (service == null) {
            throw new ImageException(
                    ErrorCode.UNAVAILABLE, "the bundle " + bundle + " is not running; start it, then try again");
        }
        return service;
    }
}
