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

/** The references of a deployment's images: the operator's, and for roles without one, those of image properties. */
public final class DeploymentReferences {
    private static final Map<Role, String> PROPERTIES = new EnumMap<>(Map.of(
            Role.KERNEL, ImageProperties.KERNEL_ID,
            Role.RAMDISK, ImageProperties.RAMDISK_ID,
            Role.BOOT_ISO, "boot_iso_id",
            Role.STAGE2, "stage2_id",
            Role.KS_TEMPLATE, "ks_template"));

    private final Map<Role, ImageReference> operators;
    private final ImageProperties properties;
    private final Findings findings;

    private DeploymentReferences(Map<Role, ImageReference> operators, ImageProperties properties, Findings findings) {
        this.operators = operators;
        this.properties = properties;
        this.findings = findings;
    }

    /** Parses the operator's references. An invalid one is reported as a problem. */
    public static DeploymentReferences of(Map<Role, String> texts, Findings findings) {
        Map<Role, ImageReference> operators = new EnumMap<>(Role.class);
        texts.forEach((role, text) ->
                parse(role, text, role.field(), findings).ifPresent(reference -> operators.put(role, reference)));
        return new DeploymentReferences(operators, ImageProperties.NONE, findings);
    }

    /** The same references of the operator, with the properties of the image. */
    public DeploymentReferences withProperties(ImageProperties imageProperties) {
        return new DeploymentReferences(operators, imageProperties, findings);
    }

    /** The operator's reference. */
    public Optional<ImageReference> given(Role role) {
        return Optional.ofNullable(operators.get(role));
    }

    /** The operator's reference, or else that of a property. A property that differs from the operator's causes a warning. */
    Optional<ImageReference> find(Role role) {
        String property = PROPERTIES.getOrDefault(role, "");
        Optional<String> text = properties.value(property);
        Optional<ImageReference> given = given(role);
        if (text.isEmpty() || (given.isEmpty() && findings.hasProblem(role.field()))) {
            return given;
        }
        if (given.isEmpty()) {
            return parse(role, text.get(), "the image's property " + property, findings);
        }
        parseQuietly(text.get())
                .filter(other -> !other.equals(given.get()))
                .ifPresent(other -> findings.warn(role.field() + " is " + given.get() + ", "
                        + property + " in " + properties.sourceOf(property) + " is " + other + "; " + role.field()
                        + " is used"));
        return given;
    }

    /** Whether a property names the image of a role. */
    boolean hasProperty(Role role) {
        return properties.value(PROPERTIES.getOrDefault(role, "")).isPresent();
    }

    private static Optional<ImageReference> parse(Role role, String text, String subject, Findings findings) {
        try {
            return Optional.of(ImageReference.parse(text));
        } catch (ImageException e) {
            findings.failed(
                    role.field(),
                    new ImageException(e.code(), subject + " is not a valid reference: " + e.getMessage()),
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
