// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.image.deploy.Role;
import java.util.Map;

/** The image properties that rules read. */
final class ReadProperties {
    /** An example of each property. */
    static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("kernel_id", Example.of(Role.KERNEL)),
            Map.entry("ramdisk_id", Example.of(Role.RAMDISK)),
            Map.entry("boot_iso_id", Example.of(Role.BOOT_ISO)),
            Map.entry("stage2_id", Example.of(Role.STAGE2)),
            Map.entry("ks_template", Example.of(Role.KS_TEMPLATE)),
            Map.entry("img_type", "whole-disk"),
            Map.entry("disk_format", "qcow2"),
            Map.entry("disk_file_extension", ".img"),
            Map.entry("hw_architecture", "x86_64"),
            Map.entry("hw_firmware_type", "uefi"),
            Map.entry("os_secure_boot", "required"));

    private ReadProperties() {}
}
