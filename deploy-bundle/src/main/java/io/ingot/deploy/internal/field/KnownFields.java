// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.common.text.NearestName;
import io.ingot.common.text.Printable;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields that an {@code instance_info} may have: those that Ingot reads, and Ironic's others. */
public final class KnownFields {
    private static final Set<String> READ = Stream.concat(
                    Arrays.stream(Role.values()).map(Role::field),
                    Stream.of(
                            Field.IMAGE_TYPE,
                            Field.IS_WHOLE_DISK,
                            Field.IMAGE_CHECKSUM,
                            Field.HASH_ALGORITHM,
                            Field.HASH_VALUE,
                            Field.DISK_FORMAT,
                            Field.IMAGE_PROPERTIES,
                            Field.PULL_SECRET,
                            Field.DOWNLOAD_SOURCE,
                            Field.ROOT_GB,
                            Field.SWAP_MB,
                            Field.EPHEMERAL_GB,
                            Field.CAPABILITIES,
                            Field.PRESERVE_EPHEMERAL,
                            Field.DEPLOY_BOOT_MODE))
            .collect(Collectors.toUnmodifiableSet());

    /** Fields that Ironic, Nova and operators of Ironic set, and that do not concern images. */
    private static final Set<String> IGNORED = Set.of(
            "agent_secret_token",
            "agent_url",
            "boot_from_volume",
            "bootc_authorized_keys",
            "bootc_tpm2_luks",
            "configdrive",
            "container_image_type",
            "deploy_key",
            "display_name",
            "ephemeral_format",
            "ephemeral_mb",
            "fixed_ips",
            "flavor",
            "hashed_rescue_password",
            "image_container_format",
            "image_info",
            "image_mem_req",
            "image_request_authorization",
            "image_request_authorization_secret",
            "image_rootfs_uuid",
            "image_tags",
            "image_url",
            "is_source_a_path",
            "kernel_append_params",
            "ks_cfg",
            "label",
            "local_gb",
            "memory_mb",
            "name",
            "network_data",
            "network_interface",
            "nova_host_id",
            "oci_image_manifest_url",
            "original_image_source",
            "partitions",
            "project_id",
            "ramdisk_image_download_source",
            "ramdisk_kernel_arguments",
            "rescue_password",
            "root_device",
            "root_mb",
            "root_uuid_or_disk_id",
            "storage_interface",
            "tenant_id",
            "traits",
            "user_id",
            "vcpus");

    /** The field of a node that holds all of these. */
    private static final String WRAPPER = "instance_info";

    private KnownFields() {}

    /** Reports unknown fields: as problems if strict, else as warnings. */
    public static void check(InstanceInfo info, boolean strict, Findings findings) {
        Set<String> known = new TreeSet<>(READ);
        known.addAll(IGNORED);
        for (String name : info.fields()) {
            if (!known.contains(name)) {
                String message = message(name, NearestName.to(name, known));
                if (strict) {
                    findings.invalid(name, message + "; rename or remove it", Example.NOTHING);
                } else {
                    findings.warn(message + "; it is ignored");
                }
            }
        }
    }

    private static String message(String name, Optional<String> suggestion) {
        String unknown = Printable.quoted(name) + " is not a known field of instance_info";
        if (name.equals(WRAPPER)) {
            return unknown + ": pass its content, not the node that contains it";
        }
        return unknown
                + suggestion.map(nearest -> " (did you mean " + nearest + "?)").orElse("");
    }
}
