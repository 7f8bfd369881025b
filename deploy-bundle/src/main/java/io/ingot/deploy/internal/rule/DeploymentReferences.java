// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.deploy.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The references that an operator gives, and those that a catalogue gives for what is not said. */
public final class DeploymentReferences {
    private static final Map<Role, String> PROPERTIES = new EnumMap<>(Map.of(
            Role.KERNEL, ImageProperties.KERNEL_ID,
            Role.RAMDISK, ImageProperties.RAMDISK_ID,
            Role.BOOT_ISO, "boot_iso_id",
            Role.STAGE2, "stage2_id",
            Role.KS_TEMPLATE, "ks_template"));

    private final Map<Role, ImageReference> operators = new EnumMap<>(Role.class);
    private final Findings findings;

    /** Reads those of the operator; a text that is none is among the findings. */
    public DeploymentReferences(Map<Role, String> texts, Findings findings) {
        this.findings = findings;
        texts.forEach(
                (role, text) -> parse(role, text, role.field()).ifPresent(reference -> operators.put(role, reference)));
    }

    /** The operator's. */
    public Optional<ImageReference> given(Role role) {
        return Optional.ofNullable(operators.get(role));
    }

    /** The operator's, or that of a property. A property that says otherwise is told. */
    Optional<ImageReference> find(Role role, ImageProperties properties) {
        String property = PROPERTIES.getOrDefault(role, "");
        Optional<String> text = properties.value(property);
        Optional<ImageReference> given = given(role);
        if (text.isEmpty() || (given.isEmpty() && findings.hasProblem(role.field()))) {
            return given;
        }
        if (given.isEmpty()) {
            return parse(role, text.get(), "the image's property " + property);
        }
        parseQuietly(text.get())
                .filter(other -> !other.equals(given.get()))
                .ifPresent(other -> findings.warn(role.field() + " is " + given.get() + ", "
                        + properties.sourceOf(property) + " " + other + ": the former is taken"));
        return given;
    }

    /** Whether a property names an image for a role. */
    boolean hasProperty(Role role, ImageProperties properties) {
        return properties.value(PROPERTIES.getOrDefault(role, "")).isPresent();
    }

    private Optional<ImageReference> parse(Role role, String text, String what) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (ImageException e) {
            findings.failed(
                    role.field(),
                    new ImageException(e.code(), what + " names no image: " + e.getMessage()),
                    Example.of(role));
            return Optional.empty();
        }
    }

    private static Optional<ImageReference> parseQuietly(String text) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (ImageException e) {
            return Optional.empty();
        }
    }
}
