// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Findings;
import java.util.Map;
import java.util.Optional;

/**
 * The properties of an image: what the operator says in {@code image_properties}, and for what is not said there, what a
 * catalogue says.
 */
public final class ImageProperties {
    /** The kernel that goes with the image. */
    public static final String KERNEL_ID = "kernel_id";
    /** The initial RAM disk that goes with the kernel. */
    public static final String RAMDISK_ID = "ramdisk_id";

    private final Map<String, String> operators;
    private final Map<String, String> catalogues;

    private ImageProperties(Map<String, String> operators, Map<String, String> catalogues) {
        this.operators = operators;
        this.catalogues = catalogues;
    }

    /** Puts both together; where they contradict each other, that is told. */
    public static ImageProperties of(Map<String, String> operators, Map<String, String> catalogues, Findings findings) {
        operators.forEach((name, value) -> nonBlank(catalogues, name)
                .filter(other -> !other.equals(value))
                .ifPresent(other -> findings.warn("image_properties say " + name + " " + Printable.quoted(value)
                        + ", the catalogue says " + Printable.quoted(other) + ": the former is taken")));
        return new ImageProperties(operators, catalogues);
    }

    /** The value of a property, if anybody says one. */
    public Optional<String> value(String name) {
        return nonBlank(operators, name).or(() -> nonBlank(catalogues, name));
    }

    /** Whose word {@link #value} is, for a message. */
    String sourceOf(String name) {
        return nonBlank(operators, name).isPresent() ? "image_properties say" : "the catalogue says";
    }

    private static Optional<String> nonBlank(Map<String, String> properties, String name) {
        return Optional.ofNullable(properties.get(name)).filter(value -> !value.isBlank());
    }
}
