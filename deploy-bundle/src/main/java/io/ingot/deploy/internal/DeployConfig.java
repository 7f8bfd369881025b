// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(
        name = "Ingot deployments",
        description = "What a deployment needs, where its instance_info does not say so.")
@interface DeployConfig {
    long MAX_MIB = 1 << 20;

    @AttributeDefinition(
            name = "Boot option",
            options = {@Option(label = "From the disk", value = "local"), @Option(label = "Network", value = "netboot")
            },
            description =
                    "How a node boots if neither its caller nor instance_info says so: netboot, where a partition image"
                            + " needs a kernel and a RAM disk, or local, where it needs none.")
    String bootOption() default "netboot";

    @AttributeDefinition(
            name = "Require checksum",
            description =
                    "Whether an image needs a checksum, from instance_info or from its image service. Without one nobody"
                            + " can tell that it is the right one. Local files, kernels and RAM disks need none.")
    boolean requireChecksum() default true;

    @AttributeDefinition(
            name = "Agent memory",
            min = "0",
            max = "" + MAX_MIB,
            description =
                    "MiB of a node's memory that the deployment's agent takes for itself. The image must fit into the"
                            + " rest, where the node's memory is known and the image is not raw.")
    long agentMemoryMib() default 0;

    @AttributeDefinition(
            name = "Mode of a node's folder",
            description =
                    "Permissions of a node's folder that prepare makes, in octal, whatever the umask of the process is; the"
                            + " daemons that serve its images are often other users. A folder that exists keeps its own.")
    String nodeFolderMode() default "0755";
}
