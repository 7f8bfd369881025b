// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The examples in the help of each command. A test parses all of them. */
final class Examples {
    private static final Map<String, List<String>> BY_COMMAND = Map.ofEntries(
            Map.entry("schemes", List.of("", "--json")),
            Map.entry("validate", List.of("https://mirror.example/debian.qcow2")),
            Map.entry(
                    "show",
                    List.of(
                            "https://mirror.example/debian.qcow2 --json",
                            "733d1c44-a2ea-414b-aca7-69decf20d810 --token-file token")),
            Map.entry(
                    "fetch",
                    List.of(
                            "https://host.example/a.img /tmp/node/image",
                            "https://host.example/a.img a.img --checksum https://host.example/SHA256SUMS",
                            "file:///var/lib/ingot/images/a.img a.img --digest sha512")),
            Map.entry("fetches", List.of("")),
            Map.entry("plan", List.of("instance_info.json", "instance_info.json --node-dir /tmp/node --json")),
            Map.entry("prepare", List.of("instance_info.json /tmp/node", "--clean /tmp/node")),
            Map.entry("store", List.of("list", "why https://mirror.example/debian.qcow2", "gc")),
            Map.entry("list", List.of("", "--json")),
            Map.entry("verify", List.of("")),
            Map.entry("gc", List.of("")),
            Map.entry("why", List.of("https://mirror.example/debian.qcow2")),
            Map.entry("remove", List.of("https://mirror.example/debian.qcow2")),
            Map.entry("run", List.of("", "--shell --home /srv/ingot")),
            Map.entry("demo", List.of("")),
            Map.entry("help", List.of("fetch", "store why")),
            Map.entry("version", List.of("", "--json")),
            Map.entry(
                    "ingot",
                    List.of(
                            "demo",
                            "fetch https://mirror.example/debian.qcow2 /tmp/node/image",
                            "plan instance_info.json",
                            "help prepare")));

    private Examples() {}

    /** Returns the arguments of each example of a command, given its declared name. */
    static List<String> of(String command) {
        return BY_COMMAND.getOrDefault(command, List.of());
    }

    /** Returns the paragraph for the help; empty for a command without examples. */
    static List<String> paragraph(String command) {
        return of(command).isEmpty()
                ? List.of()
                : Stream.concat(
                                Stream.of("Examples:"),
                                of(command).stream()
                                        .map(arguments -> ("  ${COMMAND-FULL-NAME} " + arguments).stripTrailing()))
                        .toList();
    }
}
