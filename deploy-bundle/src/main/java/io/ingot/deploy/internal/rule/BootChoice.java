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
 * How a node boots: the first that says so decides.
 *
 * @param option how
 * @param reason who says so: {@code "boot_iso is given"}
 */
public record BootChoice(BootOption option, String reason) {
    /** Chooses. A caller that contradicts the capabilities is right, and told. */
    public static BootChoice of(
            Optional<BootOption> callers, InstanceFields words, BootOption operators, Findings findings) {
        Optional<BootOption> capability = words.capabilities().bootOption();
        if (callers.isPresent()) {
            capability
                    .filter(option -> option != callers.get())
                    .ifPresent(option -> findings.warn("the caller wants the boot option "
                            + callers.get().text() + ", capabilities say " + option.text() + ": the caller decides"));
            return new BootChoice(callers.get(), "the caller wants it");
        }
        if (capability.isPresent()) {
            return new BootChoice(capability.get(), "capabilities say so");
        }
        return byImages(words.present()).orElse(new BootChoice(operators, "io.ingot.deploy/bootOption says so"));
    }

    private static Optional<BootChoice> byImages(Set<Role> named) {
        if (named.contains(Role.BOOT_ISO)) {
            return Optional.of(new BootChoice(BootOption.RAMDISK, "boot_iso is given"));
        }
        for (Role role : List.of(Role.STAGE2, Role.KS_TEMPLATE)) {
            if (named.contains(role)) {
                return Optional.of(new BootChoice(BootOption.KICKSTART, role.field() + " is given"));
            }
        }
        boolean loose = named.contains(Role.KERNEL) || named.contains(Role.RAMDISK);
        return loose && !named.contains(Role.IMAGE)
                ? Optional.of(
                        new BootChoice(BootOption.RAMDISK, "a kernel or a RAM disk is given, and no image_source"))
                : Optional.empty();
    }
}
