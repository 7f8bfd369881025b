// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a node boots once it is deployed, in the words of Ironic's capability {@code boot_option}. Branch with a default:
 * constants are added in minor versions.
 */
public enum BootOption {
    /** From its own disk: no kernel or RAM disk is needed, whatever the image is. */
    LOCAL,
    /** A whole disk from its own disk, a partition over the network, by a kernel and a RAM disk. */
    NETBOOT,
    /** Without a disk, from a kernel and a RAM disk or from an ISO image (Ironic's deploy interface {@code ramdisk}). */
    RAMDISK,
    /** By the Anaconda installer, which writes the disk (Ironic's deploy interface {@code anaconda}). */
    KICKSTART;

    /** Ironic's word: {@code netboot}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is called so; absent if none is. */
    public static Optional<BootOption> of(String text) {
        return Arrays.stream(values())
                .filter(option -> option.text().equals(text))
                .findFirst();
    }
}
