// SPDX-License-Identifier: Apache-2.0
/**
 * What a deployment needs, and its images in a node's folder.
 *
 * <p>A conductor hands over a node's {@code instance_info}, in Ironic's words. {@link
 * io.ingot.image.deploy.DeploymentPlanner#plan} answers with everything that the deployment needs and everything that is
 * missing or wrong, all at once; {@link io.ingot.image.deploy.DeploymentPlanner#prepare} does exactly that plan:
 *
 * <pre>{@code
 * DeploymentRequest request = DeploymentRequest.of(InstanceInfo.of(node.instanceInfo())).nodeFolder(folder);
 * DeploymentPlan plan = planner.plan(request, call);
 * if (plan.problems().isEmpty()) {
 *     PreparedNode node = planner.prepare(plan, folder, progress -> {}, call);
 * }
 * }</pre>
 *
 * <p>The planner is an OSGi service, safe for concurrent use; the other types are immutable values without secrets in
 * their texts.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.deploy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
