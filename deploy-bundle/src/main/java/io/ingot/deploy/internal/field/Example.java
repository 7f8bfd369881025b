// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.image.deploy.Role;

/** Examples of field values, for the remedies of problems: strings, or JSON's null. */
public final class Example {
    /** The remedy is to remove the field. */
    public static final String NOTHING = "null";

    private static final String DIGITS = "0123456789abcdef";

    private Example() {}

    /** A reference of an image that has the role. */
    public static String of(Role role) {
        return "https://images.example.com/"
                + switch (role) {
                    case IMAGE -> "debian-13.qcow2";
                    case KERNEL -> "vmlinuz";
                    case RAMDISK -> "initrd.img";
                    case BOOT_ISO -> "rescue.iso";
                    case STAGE2 -> "LiveOS/squashfs.img";
                    case KS_TEMPLATE -> "server.ks";
                };
    }

    /** A number of hexadecimal digits. */
    public static String digits(int count) {
        return DIGITS.repeat(count / DIGITS.length() + 1).substring(0, count);
    }

    /** A SHA-256 checksum with its algorithm. */
    public static String checksum() {
        return "sha256:" + digits(64);
    }
}
