// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.common.text.Printable;
import io.ingot.image.deploy.BootOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The capabilities that a node must have: an object, its JSON text, or {@code name:value,name:value}.
 *
 * @param bootOption how the node boots
 * @param bootMode {@code uefi} or {@code bios}
 * @param secureBoot whether its firmware checks what it boots
 */
public record NodeCapabilities(
        Optional<BootOption> bootOption, Optional<String> bootMode, Optional<Boolean> secureBoot) {
    private static final String EXAMPLE = "boot_option:local";
    /** The beginning of a text that is meant to be JSON. */
    private static final Pattern JSON = Pattern.compile("\\s*+[\\[{\"]");

    private static final Map<String, String> EXAMPLES =
            Map.of("boot_option", "local", "boot_mode", "uefi", "secure_boot", "true", "disk_label", "gpt");

    /** Reads the capabilities. An invalid one does not affect the others. */
    static NodeCapabilities of(FieldReader reader, Findings findings) {
        Map<String, String> byName = reader.value(Field.CAPABILITIES)
                .map(value -> byName(value, findings))
                .orElse(Map.of());
        capability(byName, "disk_label", "gpt or msdos", "gpt", findings, text -> text.matches("gpt|msdos"));
        return new NodeCapabilities(
                capability(
                                byName,
                                "boot_option",
                                bootOptions(),
                                "local",
                                findings,
                                text -> BootOption.of(text).isPresent())
                        .flatMap(BootOption::of),
                capability(byName, "boot_mode", "uefi or bios", "uefi", findings, text -> text.matches("uefi|bios")),
                capability(
                                byName,
                                "secure_boot",
                                "true or false",
                                "true",
                                findings,
                                text -> BooleanText.of(text).isPresent())
                        .flatMap(BooleanText::of));
    }

    private static Optional<String> capability(
            Map<String, String> byName,
            String name,
            String expected,
            String example,
            Findings findings,
            Predicate<String> isValid) {
        Optional<String> value = Optional.ofNullable(byName.get(name)).filter(text -> !text.isEmpty());
        if (value.isPresent() && !isValid.test(value.get())) {
            findings.invalid(
                    Field.CAPABILITIES,
                    "the capability " + name + " is " + Printable.quoted(value.get()) + "; it must be " + expected,
                    name + ":" + example);
            return Optional.empty();
        }
        return value;
    }

    private static Map<String, String> byName(Object value, Findings findings) {
        Optional<Map<?, ?>> object = FieldReader.object(value);
        if (object.isPresent()) {
            return new EntryReader(Field.CAPABILITIES, EXAMPLES, findings).scalars(object.get());
        }
        if (!(value instanceof String text)) {
            findings.invalid(
                    Field.CAPABILITIES,
                    Field.CAPABILITIES + " is " + ValueType.of(value)
                            + " and must be an object, or name:value,name:value",
                    EXAMPLE);
            return Map.of();
        }
        if (JSON.matcher(text).lookingAt()) {
            findings.invalid(
                    Field.CAPABILITIES,
                    Field.CAPABILITIES + " is " + Printable.quoted(text)
                            + ", not a valid JSON object; correct it, or write name:value,name:value",
                    EXAMPLE);
            return Map.of();
        }
        return pairs(text, findings);
    }

    private static Map<String, String> pairs(String text, Findings findings) {
        Map<String, String> byName = new TreeMap<>();
        for (String pair : text.split(",", -1)) {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                findings.invalid(
                        Field.CAPABILITIES,
                        Field.CAPABILITIES + " contains " + Printable.quoted(pair) + ", which is not name:value",
                        EXAMPLE);
                continue;
            }
            String name = pair.substring(0, colon).strip();
            String value = pair.substring(colon + 1).strip();
            String previous = byName.putIfAbsent(name, value);
            if (previous != null && !previous.equals(value)) {
                findings.invalid(
                        Field.CAPABILITIES,
                        "the capability " + Printable.quoted(name) + " is both " + Printable.quoted(previous) + " and "
                                + Printable.quoted(value) + "; remove one of them",
                        EXAMPLE);
            }
        }
        return byName;
    }

    private static String bootOptions() {
        return Arrays.stream(BootOption.values()).map(BootOption::text).collect(Collectors.joining(", "));
    }
}
