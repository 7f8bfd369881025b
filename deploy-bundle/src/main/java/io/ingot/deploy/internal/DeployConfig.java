// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

@ObjectClassDefinition(name = "Ingot deployments", description = "Defaults and limits of deployments.")
@interface DeployConfig {
    long MAX_MIB = 1 << 20;

    @AttributeDefinition(
            name = "Boot option",
            options = {@Option(label = "From the disk", value = "local"), @Option(label = "Network", value = "netboot")
            },
            description =
                    "How a node boots if neither the caller nor instance_info says so: netboot, for which a partition"
                            + " image needs a kernel and a RAM disk, or local, for which it needs neither.")
    String bootOption() default "netboot";

    @AttributeDefinition(
            name = "Require checksum",
            description =
                    "Whether a disk image needs a checksum, from instance_info or from its image service. Without one"
                            + " Ingot cannot tell whether the bytes are the right ones. Local files, kernels and RAM"
                            + " disks need none.")
    boolean requireChecksum() default true;

    @AttributeDefinition(
            name = "Agent memory",
            min = "0",
            max = "" + MAX_MIB,
            description =
                    "MiB of a node's memory that the deployment's agent uses. If the node's memory is known and the"
                            + " image is not raw, the image must fit into the rest.")
    long agentMemoryMib() default 0;

    @AttributeDefinition(
            name = "Mode of a node's folder",
            description =
                    "Permissions of a node's folder that prepare makes, in octal, whatever the umask of the process is; the"
                            + " daemons that serve its images are often other users. A folder that exists keeps its own.")
    String nodeFolderMode() default "0755";
}
