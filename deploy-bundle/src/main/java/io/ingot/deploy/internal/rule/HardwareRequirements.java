// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields;
import java.util.Optional;
import java.util.Set;

/** What an image asks of a node's hardware, by its properties. */
public final class HardwareRequirements {
    private static final Set<String> FIRMWARES = Set.of("uefi", "bios");

    private HardwareRequirements() {}

    /** The architecture to ask for: the caller's, or else the image's. */
    public static Optional<String> architecture(
            Optional<String> callers, ImageProperties properties, Findings findings) {
        Optional<String> images = properties.value("hw_architecture");
        if (callers.isPresent() && images.isPresent() && !callers.equals(images)) {
            findings.warn("the node is " + callers.get() + ", " + properties.sourceOf("hw_architecture") + " "
                    + Printable.quoted(images.get()) + ": the former is taken");
        }
        return callers.or(() -> images);
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

    /** Compares the firmware that the image needs with what the node is to have. */
    public static void compare(InstanceFields words, ImageProperties properties, Findings findings) {
        Optional<String> said = words.bootMode().filter(mode -> isFirmware(mode, findings));
        Optional<String> mode = words.capabilities().bootMode().or(() -> said);
        said.filter(one -> !mode.equals(Optional.of(one)))
                .ifPresent(one -> findings.invalid(
                        Field.DEPLOY_BOOT_MODE,
                        "deploy_boot_mode is " + Printable.quoted(one) + ", the capability boot_mode is "
                                + Printable.quoted(mode.orElse("")) + "; take one of them away",
                        mode.orElse(Example.NOTHING)));
        Optional<String> firmware = properties.value("hw_firmware_type");
        if (mode.isPresent() && firmware.isPresent() && !mode.get().equalsIgnoreCase(firmware.get())) {
            findings.warn("the node boots by " + mode.get() + ", " + properties.sourceOf("hw_firmware_type")
                    + " hw_firmware_type " + Printable.quoted(firmware.get()) + ": the node is as it was said to be");
        }
        boolean required =
                properties.value("os_secure_boot").filter("required"::equals).isPresent();
        if (required && words.capabilities().secureBoot().filter(on -> on).isEmpty()) {
            findings.warn(properties.sourceOf("os_secure_boot")
                    + " os_secure_boot 'required', and capabilities do not have secure_boot:true");
        }
    }
}
