// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields;
import java.util.Optional;
import java.util.Set;

/** The requirements of an image on the node's hardware, from its properties. */
public final class HardwareRequirements {
    private static final Set<String> FIRMWARES = Set.of("uefi", "bios");

    private HardwareRequirements() {}

    /** The architecture to request: the caller's, or else the image's. */
    public static Optional<String> architecture(
            Optional<String> requested, ImageProperties properties, Findings findings) {
        Optional<String> required = properties.value("hw_architecture");
        if (requested.isPresent() && required.isPresent() && !requested.equals(required)) {
            findings.warn(
                    "the node is " + requested.get() + ", hw_architecture in " + properties.sourceOf("hw_architecture")
                            + " is " + Printable.quoted(required.get()) + "; " + requested.get() + " is used");
        }
        return requested.or(() -> required);
    }

    private static boolean isFirmware(String mode, Findings findings) {
        boolean known = FIRMWARES.contains(mode);
        if (!known) {
            findings.invalid(
                    Field.DEPLOY_BOOT_MODE,
                    "deploy_boot_mode is " + Printable.quoted(mode) + "; it must be uefi or bios",
                    "uefi");
        }
        return known;
    }

    /** Compares the firmware that the image needs with the node's. */
    public static void compare(InstanceFields fields, ImageProperties properties, Findings findings) {
        Optional<String> given = fields.bootMode().filter(mode -> isFirmware(mode, findings));
        Optional<String> mode = fields.capabilities().bootMode().or(() -> given);
        given.filter(value -> !mode.equals(Optional.of(value)))
                .ifPresent(value -> findings.invalid(
                        Field.DEPLOY_BOOT_MODE,
                        "deploy_boot_mode is " + Printable.quoted(value) + ", the capability boot_mode is "
                                + Printable.quoted(mode.orElse("")) + "; remove one of them",
                        mode.orElse(Example.NOTHING)));
        Optional<String> firmware = properties.value("hw_firmware_type");
        if (mode.isPresent() && firmware.isPresent() && !mode.get().equalsIgnoreCase(firmware.get())) {
            findings.warn("the node boots with " + mode.get() + ", hw_firmware_type in "
                    + properties.sourceOf("hw_firmware_type") + " is " + Printable.quoted(firmware.get())
                    + "; the node keeps " + mode.get());
        }
        boolean required =
                properties.value("os_secure_boot").filter("required"::equals).isPresent();
        if (required && fields.capabilities().secureBoot().filter(on -> on).isEmpty()) {
            findings.warn("os_secure_boot in " + properties.sourceOf("os_secure_boot")
                    + " is 'required', but capabilities lack secure_boot:true");
        }
    }
}
