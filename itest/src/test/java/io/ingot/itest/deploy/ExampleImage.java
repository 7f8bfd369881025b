// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

import java.util.Map;
import java.util.function.Function;

/** The Glance images of the examples in the documents. */
public enum ExampleImage {
    WHOLE_DISK("733d1c44-a2ea-414b-aca7-69decf20d810", "debian-13.qcow2"),
    KERNEL("5e2a8c1d-7b4f-4a60-9d3e-8f7c6b5a4d3e", "vmlinuz"),
    RAMDISK("c4d7e9f0-3b2a-4c5d-8e6f-7a8b9c0d1e2f", "initrd.img"),
    RESCUE("e7f1a2b3-c4d5-4e6f-8a9b-0c1d2e3f4a5b", "rescue.iso"),
    SECOND_STAGE("7a9b0c1d-2e3f-4a5b-8c6d-7e8f9a0b1c2d", "LiveOS/squashfs.img"),
    TEMPLATE("4c5d6e7f-8a9b-4c0d-9e1f-2a3b4c5d6e7f", "server.ks"),
    PARTITION("9b1c6f0e-5a3d-4e7b-8c2f-1d0e9a8b7c6d", "root.img"),
    INSTALLER("2f6d8b1a-9c3e-4d57-a0b4-6e5f7c8d9a0b", "server.tar.gz");

    private final String id;
    private final String file;

    ExampleImage(String id, String file) {
        this.id = id;
        this.file = file;
    }

    /** The properties, which refer to earlier images by the IDs that these have in Glance. */
    public Map<String, String> properties(Function<ExampleImage, String> ids) {
        return switch (this) {
            case PARTITION -> Map.of("kernel_id", ids.apply(KERNEL), "ramdisk_id", ids.apply(RAMDISK));
            case INSTALLER ->
                Map.of(
                        "kernel_id", ids.apply(KERNEL),
                        "ramdisk_id", ids.apply(RAMDISK),
                        "stage2_id", ids.apply(SECOND_STAGE),
                        "ks_template", ids.apply(TEMPLATE));
            default -> Map.of();
        };
    }

    /** The ID in the documents. */
    public String id() {
        return id;
    }

    /** Its bytes. */
    public byte[] bytes() {
        return ExampleFiles.bytes(file);
    }
}
