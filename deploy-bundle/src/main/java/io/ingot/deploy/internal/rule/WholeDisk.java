// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields;
import io.ingot.image.deploy.Role;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an image is that of a whole disk, or of a partition: the first that says so decides. A catalogue that holds
 * whole disks only, as a container registry does, says so by the property {@code img_type} of each image.
 *
 * @param answer empty if there is no image, or if nobody can tell
 * @param reason why, a part of a sentence
 */
public record WholeDisk(Optional<Boolean> value, String reason) {
    private static final String PARTITION = "partition";
    private static final String WHOLE = "whole-disk";
    private static final String PROPERTY = "img_type";

    /** Whether it is known to be that of a partition. */
    boolean isPartition() {
        return value.isPresent() && !value.get();
    }

    /** Decides. */
    public static WholeDisk of(
            InstanceFields words, SourceFacts source, ImageProperties properties, Findings findings) {
        if (source instanceof SourceFacts.Absent) {
            return new WholeDisk(Optional.empty(), "no image is written to the disk");
        }
        reportContradictions(words, properties, findings);
        return byFields(words)
                .or(() -> byType(properties))
                .or(() -> byKind(source))
                .or(() -> byKernel(words.present(), properties))
                .orElseGet(() -> byDefault(source));
    }

    private static Optional<WholeDisk> byFields(InstanceFields words) {
        return words.wholeDisk()
                .map(whole -> whole
                        ? wholeDisk("is_whole_disk says that the image is that of a whole disk")
                        : partition("is_whole_disk says that the image is that of a partition"))
                .or(() -> words.imageType().map(type -> ofType(type, Field.IMAGE_TYPE + " is ")));
    }

    private static Optional<WholeDisk> byType(ImageProperties properties) {
        return properties.value(PROPERTY).map(type -> ofType(type, "the image's property img_type is "));
    }

    private static Optional<WholeDisk> byKind(SourceFacts source) {
        return source.isFolder()
                ? Optional.of(unknown("image_source is a folder of a server or a page, no image"))
                : Optional.empty();
    }

    private static Optional<WholeDisk> byKernel(Set<Role> mentioned, ImageProperties properties) {
        for (Role role : new Role[] {Role.KERNEL, Role.RAMDISK}) {
            if (mentioned.contains(role)) {
                return Optional.of(
                        partition("a partition image has a kernel and a RAM disk, and " + role.field() + " is given"));
            }
        }
        for (String name : new String[] {ImageProperties.KERNEL_ID, ImageProperties.RAMDISK_ID}) {
            if (properties.value(name).isPresent()) {
                return Optional.of(partition(
                        "a partition image has a kernel and a RAM disk, and the image has the property " + name));
            }
        }
        return Optional.empty();
    }

    private static WholeDisk byDefault(SourceFacts source) {
        return source instanceof SourceFacts.Known
                ? wholeDisk("nobody names a kernel or a RAM disk for the image, or says that it is one of a partition")
                : unknown("image_source could not be asked");
    }

    private static void reportContradictions(InstanceFields words, ImageProperties properties, Findings findings) {
        Optional<Boolean> whole = words.wholeDisk();
        Optional<Boolean> type = words.imageType().map(word -> !word.equals(PARTITION));
        if (whole.isPresent() && type.isPresent() && !whole.equals(type)) {
            findings.invalid(
                    Field.IMAGE_TYPE,
                    "image_type is " + Printable.quoted(words.imageType().orElse("")) + ", is_whole_disk is "
                            + whole.get() + ": they contradict each other; take one of them away",
                    whole.get() ? WHOLE : PARTITION);
        }
        words.imageType()
                .filter(word -> !word.equals(PARTITION) && !word.equals(WHOLE))
                .ifPresent(word -> findings.warn("image_type is " + Printable.quoted(word)
                        + ", neither partition nor whole-disk: it is taken for a whole disk, as Ironic does"));
        Optional<String> catalogues = properties.value(PROPERTY);
        Optional<Boolean> said = whole.or(() -> type);
        if (said.isPresent()
                && catalogues.isPresent()
                && said.get() == catalogues.get().equals(PARTITION)) {
            findings.warn((whole.isPresent()
                            ? "is_whole_disk is " + whole.get()
                            : "image_type is "
                                    + Printable.quoted(words.imageType().orElse("")))
                    + ", " + properties.sourceOf(PROPERTY) + " img_type " + Printable.quoted(catalogues.get())
                    + ": the former is taken");
        }
    }

    private static WholeDisk ofType(String type, String what) {
        return type.equals(PARTITION) ? partition(what + PARTITION) : wholeDisk(what + Printable.quoted(type));
    }

    private static WholeDisk wholeDisk(String reason) {
        return new WholeDisk(Optional.of(true), reason);
    }

    private static WholeDisk partition(String reason) {
        return new WholeDisk(Optional.of(false), reason);
    }

    private static WholeDisk unknown(String reason) {
        return new WholeDisk(Optional.empty(), reason);
    }
}
