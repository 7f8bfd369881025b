// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Findings;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of an image: those in the operator's {@code image_properties}, and for names that are not there, those
 * of a catalogue.
 */
public final class ImageProperties {
    /** The kernel that goes with the image. */
    public static final String KERNEL_ID = "kernel_id";
    /** The initial RAM disk that goes with the kernel. */
    public static final String RAMDISK_ID = "ramdisk_id";

    static final ImageProperties NONE = new ImageProperties(Map.of(), Map.of());

    private final Map<String, String> operators;
    private final Map<String, String> catalogues;

    private ImageProperties(Map<String, String> operators, Map<String, String> catalogues) {
        this.operators = operators;
        this.catalogues = catalogues;
    }

    /** Combines both. Contradictions cause warnings. */
    public static ImageProperties of(Map<String, String> operators, Map<String, String> catalogues, Findings findings) {
        operators.forEach((name, value) -> nonBlank(catalogues, name)
                .filter(other -> !other.equals(value))
                .ifPresent(other -> findings.warn(name + " is " + Printable.quoted(value) + " in image_properties and "
                        + Printable.quoted(other) + " in the catalogue; image_properties are used")));
        return new ImageProperties(operators, catalogues);
    }

    /** The value of a property that is set and not blank. */
    public Optional<String> value(String name) {
        return nonBlank(operators, name).or(() -> nonBlank(catalogues, name));
    }

    /** Where {@link #value} comes from, for messages. */
    String sourceOf(String name) {
        return nonBlank(operators, name).isPresent() ? "image_properties" : "the catalogue";
    }

    private static Optional<String> nonBlank(Map<String, String> properties, String name) {
        return Optional.ofNullable(properties.get(name)).filter(value -> !value.isBlank());
    }
}
