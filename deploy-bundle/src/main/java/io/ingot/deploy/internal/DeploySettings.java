// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.deploy.internal.prepare.folder.FolderMode;
import io.ingot.image.deploy.BootOption;
import java.util.Locale;
import java.util.Optional;

/**
 * The checked form of {@link DeployConfig}.
 *
 * @param bootOption how a node boots if neither the caller nor {@code instance_info} says so
 * @param requireChecksum whether a disk image needs a checksum
 * @param agentBytes the memory that the deployment's agent uses, in bytes
 * @param nodeFolderMode the permissions of a node's folder that {@code prepare} creates
 */
record DeploySettings(BootOption bootOption, boolean requireChecksum, long agentBytes, FolderMode nodeFolderMode) {
    private static final String PID = "io.ingot.deploy";

    /** @throws IllegalArgumentException if a value is invalid; names the property, the value and what was expected */
    static DeploySettings of(DeployConfig config) {
        String text = config.bootOption().strip().toLowerCase(Locale.ROOT);
        Optional<BootOption> option =
                BootOption.of(text).filter(choice -> choice == BootOption.LOCAL || choice == BootOption.NETBOOT);
        if (option.isEmpty()) {
            throw new IllegalArgumentException(
                    PID + "/bootOption must be netboot or local, was '" + config.bootOption() + "'");
        }
        long mib = config.agentMemoryMib();
        if (mib < 0 || mib > DeployConfig.MAX_MIB) {
            throw new IllegalArgumentException(
                    PID + "/agentMemoryMib must be from 0 to " + DeployConfig.MAX_MIB + ", was " + mib);
        }
        return new DeploySettings(
                option.get(), config.requireChecksum(), mib << 20, folderMode(config.nodeFolderMode()));
    }

    /** Throws without the cause, whose message does not name the property. */
    private static FolderMode folderMode(String octal) {
        try {
            return FolderMode.parse(octal.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + "/nodeFolderMode " + e.getMessage());
        }
    }
}
