// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields;
import io.ingot.image.ImageReference;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.Role;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Determines the images that a deployment needs, by its boot option. A missing image is a problem. For one run. */
public final class RequiredImages {
    private final BootChoice boot;
    private final InstanceFields fields;
    private final DeploymentReferences references;
    private final SourceFacts source;
    private final Findings findings;
    private final Map<Role, ImageReference> images = new EnumMap<>(Role.class);

    /** @param references with the properties of the image */
    public RequiredImages(
            BootChoice boot,
            InstanceFields fields,
            DeploymentReferences references,
            SourceFacts source,
            Findings findings) {
        this.boot = boot;
        this.fields = fields;
        this.references = references;
        this.source = source;
        this.findings = findings;
    }

    /** Whether a deployment uses {@code image_source}: a node that boots from RAM needs it only in place of other fields. */
    public static boolean readsSource(BootOption boot, InstanceFields fields) {
        return boot != BootOption.RAMDISK
                || (!fields.present().contains(Role.BOOT_ISO)
                        && !(fields.present().contains(Role.KERNEL)
                                && fields.present().contains(Role.RAMDISK)));
    }

    /** Returns the images by role, as far as they are named, and reports the missing and the unused ones. */
    public Map<Role, ImageReference> find(WholeDisk wholeDisk) {
        checkExclusion();
        switch (boot.option()) {
            case LOCAL, NETBOOT -> addDiskImages(wholeDisk);
            case RAMDISK -> addRamImages();
            case KICKSTART -> addInstallerImages();
        }
        warnUnused();
        return images;
    }

    private void checkExclusion() {
        if (fields.present().contains(Role.IMAGE) && fields.present().contains(Role.BOOT_ISO)) {
            findings.invalid(
                    Role.BOOT_ISO.field(),
                    "boot_iso and image_source exclude each other: a node boots one or is written the other; remove one of"
                            + " them",
                    Example.NOTHING);
        }
    }

    private void addDiskImages(WholeDisk wholeDisk) {
        addImage();
        if (wholeDisk.isPartition()) {
            requireRootSize();
        } else if (wholeDisk.value().isPresent()) {
            fields.furtherPartitions()
                    .forEach(field -> findings.warn(field + " is not used: a whole-disk image has its own partitions"));
        }
        if (boot.option() == BootOption.NETBOOT && !wholeDisk.value().orElse(false)) {
            boolean partition = wholeDisk.isPartition();
            for (Role role : List.of(Role.KERNEL, Role.RAMDISK)) {
                add(role);
                if (partition) {
                    require(role, "a partition image that boots over the network needs it");
                }
            }
        }
    }

    private void addRamImages() {
        boolean kernelOrRamDisk = references.given(Role.KERNEL).isPresent()
                || references.given(Role.RAMDISK).isPresent();
        boolean iso =
                fields.present().contains(Role.BOOT_ISO) || (!kernelOrRamDisk && references.hasProperty(Role.BOOT_ISO));
        if (iso) {
            add(Role.BOOT_ISO);
            return;
        }
        add(Role.KERNEL);
        add(Role.RAMDISK);
        if (images.isEmpty() && !fields.present().contains(Role.IMAGE)) {
            findings.missing(
                    Role.BOOT_ISO.field(),
                    "a node that boots from RAM needs boot_iso, or kernel and ramdisk; none of them is given",
                    Example.of(Role.BOOT_ISO));
            return;
        }
        require(Role.KERNEL, "a node that boots from RAM without boot_iso needs it");
        require(Role.RAMDISK, "a node that boots from RAM without boot_iso needs it");
    }

    private void addInstallerImages() {
        if (!source.isFolder()) {
            addImage();
        }
        for (Role role : List.of(Role.KERNEL, Role.RAMDISK)) {
            add(role);
            require(role, "the installer needs it");
        }
        add(Role.STAGE2);
        if (!source.isFolder()) {
            require(
                    Role.STAGE2,
                    "the installer needs its second stage, unless image_source is the folder that holds it");
        }
        add(Role.KS_TEMPLATE);
    }

    private void addImage() {
        add(Role.IMAGE);
        if (bootsFromRamOnly()) {
            boolean capability = fields.capabilities()
                    .bootOption()
                    .filter(boot.option()::equals)
                    .isPresent();
            findings.invalid(
                    capability ? Field.CAPABILITIES : Field.IMAGE_SOURCE,
                    "the boot option is " + boot.option().text() + ", since " + boot.reason()
                            + ", but image_source is missing; to boot "
                            + (fields.present().contains(Role.BOOT_ISO) ? "boot_iso" : "kernel and ramdisk")
                            + " alone, set the boot option to ramdisk",
                    capability ? "boot_option:ramdisk" : Example.of(Role.IMAGE));
        } else if (!fields.present().contains(Role.IMAGE)) {
            findings.missing(
                    Field.IMAGE_SOURCE,
                    "no image is named; set image_source or, to boot from RAM, boot_iso, or kernel and ramdisk",
                    Example.of(Role.IMAGE));
        }
    }

    /** Whether the fields name all that a node needs to boot from RAM, and no image for its disk. */
    private boolean bootsFromRamOnly() {
        Set<Role> present = fields.present();
        return !present.contains(Role.IMAGE)
                && (present.contains(Role.BOOT_ISO)
                        || (present.contains(Role.KERNEL) && present.contains(Role.RAMDISK)));
    }

    private void requireRootSize() {
        if (fields.rootGigabytes().isEmpty()) {
            findings.missing(
                    Field.ROOT_GB,
                    "a partition image needs the size of the root partition, in GiB, from 1 to "
                            + InstanceFields.MAX_ROOT_GIGABYTES,
                    InstanceFields.ROOT_EXAMPLE);
        }
    }

    private void add(Role role) {
        references.find(role).ifPresent(reference -> images.put(role, reference));
    }

    private void require(Role role, String reason) {
        if (!images.containsKey(role) && !source.mayKnowMore()) {
            findings.missing(
                    role.field(), role.field() + " is missing: " + reason + "; set it to a URL", Example.of(role));
        }
    }

    private void warnUnused() {
        if (boot.option() != BootOption.RAMDISK && bootsFromRamOnly()) {
            return;
        }
        for (Role role : Role.values()) {
            boolean usedIndirectly = role == Role.IMAGE && (source.isFolder() || readsSource(boot.option(), fields));
            if (references.given(role).isPresent() && !images.containsKey(role) && !usedIndirectly) {
                findings.warn(role.field() + " is not used: " + unusedReason());
            }
        }
    }

    private String unusedReason() {
        return switch (boot.option()) {
            case LOCAL -> "the node boots from its own disk";
            case NETBOOT -> "the image is written to the disk, and boots from there";
            case RAMDISK ->
                "the node boots from "
                        + Optional.of(images)
                                .filter(found -> found.containsKey(Role.BOOT_ISO))
                                .map(iso -> "the ISO image")
                                .orElse("kernel and RAM disk");
            case KICKSTART -> "the installer does not need it";
        };
    }
}
