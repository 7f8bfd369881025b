// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

/** The role of an image in a deployment. Branch with a default: constants are added in minor versions. */
public enum Role {
    /** The image of the disk, or of the root partition. */
    IMAGE("image", "image_source"),
    /** The kernel that the node boots. */
    KERNEL("kernel", "kernel"),
    /** The initial RAM disk that goes with the kernel. */
    RAMDISK("ramdisk", "ramdisk"),
    /** A bootable ISO image. */
    BOOT_ISO("boot_iso", "boot_iso"),
    /** The second stage of the Anaconda installer. */
    STAGE2("stage2", "stage2"),
    /** The template of a kickstart file. */
    KS_TEMPLATE("ks_template", "ks_template");

    private final String text;
    private final String field;

    Role(String text, String field) {
        this.text = text;
        this.field = field;
    }

    /** Returns the name of the role, and of its file in the node's folder: {@code boot_iso}. */
    public String text() {
        return text;
    }

    /** Returns the field of {@code instance_info} that names the image: {@code image_source}. */
    public String field() {
        return field;
    }
}
