// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a node boots. The caller decides, then the capabilities, then the images, then the configuration.
 *
 * @param option the boot option
 * @param reason why, a part of a sentence: {@code "boot_iso is given"}
 */
public record BootChoice(BootOption option, String reason) {
    /** Chooses the boot option. If the caller contradicts the capabilities, the caller decides, with a warning. */
    public static BootChoice of(
            Optional<BootOption> requested, InstanceFields fields, BootOption configured, Findings findings) {
        Optional<BootOption> capability = fields.capabilities().bootOption();
        if (requested.isPresent()) {
            capability
                    .filter(option -> option != requested.get())
                    .ifPresent(option -> findings.warn("the caller requests the boot option "
                            + requested.get().text() + ", capabilities have " + option.text()
                            + "; the request is used"));
            return new BootChoice(requested.get(), "the caller requests it");
        }
        if (capability.isPresent()) {
            return new BootChoice(capability.get(), "capabilities have it");
        }
        return byImages(fields.present()).orElse(new BootChoice(configured, "it is io.ingot.deploy/bootOption"));
    }

    private static Optional<BootChoice> byImages(Set<Role> present) {
        if (present.contains(Role.BOOT_ISO)) {
            return Optional.of(new BootChoice(BootOption.RAMDISK, "boot_iso is given"));
        }
        for (Role role : List.of(Role.STAGE2, Role.KS_TEMPLATE)) {
            if (present.contains(role)) {
                return Optional.of(new BootChoice(BootOption.KICKSTART, role.field() + " is given"));
            }
        }
        boolean kernelOrRamDisk = present.contains(Role.KERNEL) || present.contains(Role.RAMDISK);
        return kernelOrRamDisk && !present.contains(Role.IMAGE)
                ? Optional.of(
                        new BootChoice(BootOption.RAMDISK, "a kernel or a RAM disk is given, and no image_source"))
                : Optional.empty();
    }
}
