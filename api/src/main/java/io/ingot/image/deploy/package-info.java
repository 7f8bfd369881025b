// SPDX-License-Identifier: Apache-2.0
/**
 * Planning of deployments, and preparation of their images.
 *
 * <p>A conductor passes the {@code instance_info} of a node, as Ironic defines it. {@link
 * io.ingot.image.deploy.DeploymentPlanner#plan} returns everything that the deployment needs, and everything that is
 * missing or wrong; {@link io.ingot.image.deploy.DeploymentPlanner#prepare} fetches the images of that plan:
 *
 * <pre>{@code
 * DeploymentRequest request = DeploymentRequest.of(InstanceInfo.of(node.instanceInfo())).nodeFolder(folder);
 * DeploymentPlan plan = planner.plan(request, call);
 * if (plan.problems().isEmpty()) {
 *     PreparedNode node = planner.prepare(plan, folder, progress -> {}, call);
 * }
 * }</pre>
 *
 * <p>The planner is an OSGi service, safe for concurrent use; the other types are immutable values, whose {@code
 * toString} shows no secret.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.ingot.image.deploy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
