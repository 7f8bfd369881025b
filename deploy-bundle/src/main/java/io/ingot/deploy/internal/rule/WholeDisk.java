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
 * Whether an image is a whole-disk or a partition image. Fields decide, then the property {@code img_type}, then whether a
 * kernel is named. A catalogue of whole-disk images, such as a container registry, sets {@code img_type} of each image.
 *
 * @param value empty if there is no image, or if it is unknown
 * @param reason why, a part of a sentence
 */
public record WholeDisk(Optional<Boolean> value, String reason) {
    private static final String PARTITION = "partition";
    private static final String WHOLE = "whole-disk";
    private static final String PROPERTY = "img_type";

    /** Whether it is known to be a partition image. */
    boolean isPartition() {
        return value.isPresent() && !value.get();
    }

    /** Decides for an image. */
    public static WholeDisk of(
            InstanceFields fields, SourceFacts source, ImageProperties properties, Findings findings) {
        if (source instanceof SourceFacts.Absent) {
            return new WholeDisk(Optional.empty(), "no image is written to the disk");
        }
        reportContradictions(fields, properties, findings);
        return byFields(fields)
                .or(() -> byType(properties))
                .or(() -> byKind(source))
                .or(() -> byKernel(fields.present(), properties))
                .orElseGet(() -> byDefault(source));
    }

    private static Optional<WholeDisk> byFields(InstanceFields fields) {
        return fields.wholeDisk()
                .map(isWholeDisk ->
                        isWholeDisk ? wholeDisk("is_whole_disk is true") : partition("is_whole_disk is false"))
                .or(() -> fields.imageType().map(type -> ofType(type, Field.IMAGE_TYPE + " is ")));
    }

    private static Optional<WholeDisk> byType(ImageProperties properties) {
        return properties.value(PROPERTY).map(type -> ofType(type, "the image's property img_type is "));
    }

    private static Optional<WholeDisk> byKind(SourceFacts source) {
        return source.isFolder()
                ? Optional.of(unknown("image_source is a directory listing or a web page, not an image"))
                : Optional.empty();
    }

    private static Optional<WholeDisk> byKernel(Set<Role> mentioned, ImageProperties properties) {
        for (Role role : new Role[] {Role.KERNEL, Role.RAMDISK}) {
            if (mentioned.contains(role)) {
                return Optional.of(partition(role.field() + " is given, which only a partition image needs"));
            }
        }
        for (String name : new String[] {ImageProperties.KERNEL_ID, ImageProperties.RAMDISK_ID}) {
            if (properties.value(name).isPresent()) {
                return Optional.of(
                        partition("the image has the property " + name + ", which only a partition image needs"));
            }
        }
        return Optional.empty();
    }

    private static WholeDisk byDefault(SourceFacts source) {
        return source instanceof SourceFacts.Known
                ? wholeDisk(
                        "neither the fields nor the image's properties name a kernel or a RAM disk, or a partition image")
                : unknown("the query for image_source failed");
    }

    private static void reportContradictions(InstanceFields fields, ImageProperties properties, Findings findings) {
        Optional<Boolean> flag = fields.wholeDisk();
        Optional<Boolean> type = fields.imageType().map(text -> !text.equals(PARTITION));
        if (flag.isPresent() && type.isPresent() && !flag.equals(type)) {
            findings.invalid(
                    Field.IMAGE_TYPE,
                    "image_type is " + Printable.quoted(fields.imageType().orElse("")) + ", is_whole_disk is "
                            + flag.get() + ": they contradict each other; remove one of them",
                    flag.get() ? WHOLE : PARTITION);
        }
        fields.imageType()
                .filter(text -> !text.equals(PARTITION) && !text.equals(WHOLE))
                .ifPresent(text -> findings.warn("image_type is " + Printable.quoted(text)
                        + ", neither partition nor whole-disk; whole-disk is used, as in Ironic"));
        Optional<String> property = properties.value(PROPERTY);
        Optional<Boolean> given = flag.or(() -> type);
        if (given.isPresent()
                && property.isPresent()
                && given.get() == property.get().equals(PARTITION)) {
            findings.warn((flag.isPresent()
                            ? "is_whole_disk is " + flag.get()
                            : "image_type is "
                                    + Printable.quoted(fields.imageType().orElse("")))
                    + ", img_type in " + properties.sourceOf(PROPERTY) + " is " + Printable.quoted(property.get())
                    + "; "
                    + (flag.isPresent() ? Field.IS_WHOLE_DISK : Field.IMAGE_TYPE) + " is used");
        }
    }

    private static WholeDisk ofType(String type, String prefix) {
        return type.equals(PARTITION) ? partition(prefix + PARTITION) : wholeDisk(prefix + Printable.quoted(type));
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
