// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.deploy;

/** The images of Glance that the examples of the documents name. */
public enum ExampleImage {
    WHOLE_DISK("733d1c44-a2ea-414b-aca7-69decf20d810", "debian-13.qcow2"),
    KERNEL("5e2a8c1d-7b4f-4a60-9d3e-8f7c6b5a4d3e", "vmlinuz"),
    RAMDISK("c4d7e9f0-3b2a-4c5d-8e6f-7a8b9c0d1e2f", "initrd.img"),
    /** Its properties name the kernel and the RAM disk. */
    PARTITION("9b1c6f0e-5a3d-4e7b-8c2f-1d0e9a8b7c6d", "root.img");

    private final String id;
    private final String file;

    ExampleImage(String id, String file) {
        this.id = id;
        this.file = file;
    }

    /** The UUID in the documents. */
    public String id() {
        return id;
    }

    /** Its bytes. */
    public byte[] bytes() {
        return ExampleFiles.bytes(file);
    }
}
