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
 * What a node is to be able to do: an object, its JSON text, or {@code name:value,name:value}.
 *
 * @param bootOption how it boots
 * @param bootMode {@code uefi} or {@code bios}
 * @param secureBoot whether its firmware checks what it boots
 */
public record NodeCapabilities(
        Optional<BootOption> bootOption, Optional<String> bootMode, Optional<Boolean> secureBoot) {
    private static final String EXAMPLE = "boot_option:local";
    /** How a text begins that is meant as JSON. */
    private static final Pattern JSON = Pattern.compile("\\s*+[\\[{\"]");

    private static final Map<String, String> EXAMPLES =
            Map.of("boot_option", "local", "boot_mode", "uefi", "secure_boot", "true", "disk_label", "gpt");

    /** Reads them; what is wrong with one leaves the others. */
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
            Predicate<String> right) {
        Optional<String> word = Optional.ofNullable(byName.get(name)).filter(text -> !text.isEmpty());
        if (word.isPresent() && !right.test(word.get())) {
            findings.invalid(
                    Field.CAPABILITIES,
                    "the capability " + name + " is " + Printable.quoted(word.get()) + "; it must be " + expected,
                    name + ":" + example);
            return Optional.empty();
        }
        return word;
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
                            + ", which is no JSON object; write a right one, or name:value,name:value",
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
                        Field.CAPABILITIES + " holds " + Printable.quoted(pair) + ", which is no name:value",
                        EXAMPLE);
                continue;
            }
            String name = pair.substring(0, colon).strip();
            String said = pair.substring(colon + 1).strip();
            String before = byName.putIfAbsent(name, said);
            if (before != null && !before.equals(said)) {
                findings.invalid(
                        Field.CAPABILITIES,
                        "the capability " + Printable.quoted(name) + " is " + Printable.quoted(before) + ", and "
                                + Printable.quoted(said) + ", too; take one of them away",
                        EXAMPLE);
            }
        }
        return byName;
    }

    private static String bootOptions() {
        return Arrays.stream(BootOption.values()).map(BootOption::text).collect(Collectors.joining(", "));
    }
}
