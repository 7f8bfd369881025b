// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a node boots after its deployment: the values of Ironic's capability {@code boot_option}. Branch with a default:
 * constants are added in minor versions.
 */
public enum BootOption {
    /** From its own disk. Needs no kernel or RAM disk. */
    LOCAL,
    /**
     * From its own disk if the image is of a whole disk; over the network, with a kernel and a RAM disk, if it is of a
     * partition.
     */
    NETBOOT,
    /**
     * Without a disk, from a kernel and a RAM disk or from an ISO image (Ironic's deploy interface {@code ramdisk}).
     */
    RAMDISK,
    /** By the Anaconda installer, which writes the disk (Ironic's deploy interface {@code anaconda}). */
    KICKSTART;

    /** Returns Ironic's value: {@code netboot}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the option with one of Ironic's values; absent if the value is unknown. */
    public static Optional<BootOption> of(String text) {
        return Arrays.stream(values())
                .filter(option -> option.text().equals(text))
                .findFirst();
    }
}
