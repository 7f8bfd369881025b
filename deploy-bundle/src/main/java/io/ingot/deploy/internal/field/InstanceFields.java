// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.image.Secret;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an {@code instance_info}, each of its type. An invalid field is absent here, and among the findings.
 *
 * @param present the roles whose field is set, to a valid value or not
 * @param images the references of images, not yet parsed
 * @param wholeDisk whether the image is a whole-disk image
 * @param imageType the type of the image, as text
 * @param checksums the fields of the image's checksum
 * @param diskFormat the format of the disk, in lower case
 * @param properties the properties of the image
 * @param pullSecret a password, a token, or the name of credentials
 * @param downloadSource where the agent downloads the image from
 * @param rootGigabytes the size of the root partition, in GiB
 * @param furtherPartitions the fields that request further partitions
 * @param capabilities the capabilities of the node
 * @param bootMode the value of {@code deploy_boot_mode}
 */
public record InstanceFields(
        Set<Role> present,
        Map<Role, String> images,
        Optional<Boolean> wholeDisk,
        Optional<String> imageType,
        ChecksumFields checksums,
        Optional<String> diskFormat,
        Map<String, String> properties,
        Optional<Secret> pullSecret,
        Optional<String> downloadSource,
        Optional<Integer> rootGigabytes,
        List<String> furtherPartitions,
        NodeCapabilities capabilities,
        Optional<String> bootMode) {
    /** The largest root partition, in GiB: a petabyte. */
    public static final int MAX_ROOT_GIGABYTES = 1_000_000;

    private static final int MAX_SWAP_MEBIBYTES = 1_000_000_000;
    /** An example of {@code root_gb}. */
    public static final String ROOT_EXAMPLE = "20";

    /**
     * The fields of the image's checksum.
     *
     * @param checksum a checksum, or the URL of a checksum file
     * @param algorithm the algorithm of {@code value}
     * @param value the digits, or the URL of a checksum file
     */
    public record ChecksumFields(Optional<String> checksum, Optional<String> algorithm, Optional<String> value) {}

    /** Reads the fields, and reports the invalid ones. */
    public static InstanceFields of(InstanceInfo info, Findings findings) {
        FieldReader reader = new FieldReader(info, findings);
        Set<Role> present = EnumSet.noneOf(Role.class);
        Map<Role, String> images = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            if (reader.isSet(role.field())) {
                present.add(role);
            }
            reader.text(role.field(), Example.of(role)).ifPresent(text -> images.put(role, text));
        }
        reader.flag(Field.PRESERVE_EPHEMERAL);
        NodeCapabilities capabilities = NodeCapabilities.of(reader, findings);
        return new InstanceFields(
                present,
                images,
                reader.flag(Field.IS_WHOLE_DISK),
                reader.text(Field.IMAGE_TYPE, "whole-disk"),
                new ChecksumFields(
                        reader.text(Field.IMAGE_CHECKSUM, Example.checksum()),
                        reader.text(Field.HASH_ALGORITHM, "sha256"),
                        reader.text(Field.HASH_VALUE, Example.digits(64))),
                DiskFormat.of(reader, findings),
                reader.texts(Field.IMAGE_PROPERTIES, "{\"img_type\": \"whole-disk\"}", ReadProperties.EXAMPLES),
                reader.text(Field.PULL_SECRET, "NAME").map(Secret::of),
                reader.text(Field.DOWNLOAD_SOURCE, "local"),
                reader.count(Field.ROOT_GB, 1, MAX_ROOT_GIGABYTES, ROOT_EXAMPLE),
                furtherPartitions(reader),
                capabilities,
                reader.text(Field.DEPLOY_BOOT_MODE, "uefi"));
    }

    private static List<String> furtherPartitions(FieldReader reader) {
        List<String> fields = new ArrayList<>();
        reader.count(Field.SWAP_MB, 0, MAX_SWAP_MEBIBYTES, "0").ifPresent(size -> fields.add(Field.SWAP_MB));
        reader.count(Field.EPHEMERAL_GB, 0, MAX_ROOT_GIGABYTES, "0").ifPresent(size -> fields.add(Field.EPHEMERAL_GB));
        return List.copyOf(fields);
    }
}
