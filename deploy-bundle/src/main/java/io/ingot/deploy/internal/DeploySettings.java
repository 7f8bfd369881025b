// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.deploy.internal.prepare.folder.FolderMode;
import io.ingot.image.deploy.BootOption;
import java.util.Locale;
import java.util.Optional;

/**
 * The checked form of {@link DeployConfig}.
 *
 * @param bootOption how a node boots if nobody says so
 * @param requireChecksum whether an image needs a checksum
 * @param agentBytes the memory that an agent takes for itself
 * @param nodeFolderMode the permissions of a node's folder that is made
 */
record DeploySettings(BootOption bootOption, boolean requireChecksum, long agentBytes, FolderMode nodeFolderMode) {
    private static final String PID = "io.ingot.deploy";
    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static DeploySettings of(DeployConfig config) {
        String word = config.bootOption().strip().toLowerCase(Locale.ROOT);
        Optional<BootOption> option =
                BootOption.of(word).filter(known -> known == BootOption.LOCAL || known == BootOption.NETBOOT);
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

    /** Without the cause, in whose message the property is not named. */
    private static FolderMode folderMode(String octal) {
        try {
            return FolderMode.parse(octal.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + "/nodeFolderMode " + e.getMessage());
        }
    }
}
