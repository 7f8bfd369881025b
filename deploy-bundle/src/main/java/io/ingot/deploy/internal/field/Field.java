// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

/** The names of the fields of {@code instance_info} that Ingot reads, but for those of {@link io.ingot.image.deploy.Role}. */
public final class Field {
    /** The image that is written to the disk. */
    public static final String IMAGE_SOURCE = "image_source";
    /** {@code partition}; any other value means a whole disk. */
    public static final String IMAGE_TYPE = "image_type";
    /** Whether the image is a whole-disk image. */
    public static final String IS_WHOLE_DISK = "is_whole_disk";
    /** A checksum, or the URL of a checksum file. */
    public static final String IMAGE_CHECKSUM = "image_checksum";
    /** The algorithm of {@link #HASH_VALUE}. */
    public static final String HASH_ALGORITHM = "image_os_hash_algo";
    /** The digits of a checksum, or the URL of a checksum file. */
    public static final String HASH_VALUE = "image_os_hash_value";
    /** The format of the disk. */
    public static final String DISK_FORMAT = "image_disk_format";
    /** Properties of the image, such as a catalogue has. */
    public static final String IMAGE_PROPERTIES = "image_properties";
    /** A password, a token, or the name of configured credentials. */
    public static final String PULL_SECRET = "image_pull_secret";
    /** Where the node's agent downloads the image from. */
    public static final String DOWNLOAD_SOURCE = "image_download_source";
    /** The size of the root partition, in GiB. */
    public static final String ROOT_GB = "root_gb";
    /** The size of the swap partition, in MiB. */
    public static final String SWAP_MB = "swap_mb";
    /** The size of the ephemeral partition, in GiB. */
    public static final String EPHEMERAL_GB = "ephemeral_gb";
    /** The capabilities that the node must have. */
    public static final String CAPABILITIES = "capabilities";
    /** Whether the ephemeral partition survives a rebuild. */
    public static final String PRESERVE_EPHEMERAL = "preserve_ephemeral";
    /** The firmware with which the node boots. */
    public static final String DEPLOY_BOOT_MODE = "deploy_boot_mode";

    private Field() {}
}
