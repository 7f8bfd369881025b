// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.absence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a requirement in words: {@code package org.foo, version 1.2 or newer but below 2}. Other filters are
 * returned as they are written.
 */
final class RequirementText {
    private static final Map<String, String> NOUNS = Map.of(
            "osgi.wiring.package", "package ",
            "osgi.wiring.bundle", "bundle ",
            "osgi.wiring.host", "host bundle ",
            "osgi.identity", "bundle ",
            "osgi.extender", "extender ",
            "osgi.implementation", "implementation of ",
            "osgi.contract", "contract ",
            "osgi.service", "service ",
            "osgi.serviceloader", "service provider of ",
            "osgi.ee", "");
    private static final String SERVICE = "osgi.service";
    private static final String RUNTIME = "osgi.ee";
    private static final String NATIVE = "osgi.native";
    private static final String JAVA = "JavaSE";

    private final String namespace;

    private RequirementText(String namespace) {
        this.namespace = namespace;
    }

    /** Describes the requirement of a namespace with a filter. */
    static String of(String namespace, String filter) {
        RequirementText text = new RequirementText(namespace);
        return LdapFilter.parse(filter).flatMap(text::words).orElse(namespace + " " + filter);
    }

    private Optional<String> words(LdapFilter filter) {
        if (filter instanceof LdapFilter.Or or) {
            return alternatives(or.parts());
        }
        List<LdapFilter> parts = filter instanceof LdapFilter.And and ? flat(and) : List.of(filter);
        if (namespace.equals(NATIVE)) {
            return nativeCode(parts);
        }
        Optional<String> noun = Optional.ofNullable(NOUNS.get(namespace));
        return noun.flatMap(word -> one(word, parts));
    }

    private Optional<String> alternatives(List<LdapFilter> parts) {
        List<String> words = new ArrayList<>();
        for (LdapFilter part : parts) {
            Optional<String> one = words(part);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            words.add(one.get());
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(words.stream().distinct().collect(Collectors.joining(" or ")));
    }

    private static List<LdapFilter> flat(LdapFilter.And and) {
        return and.parts().stream()
                .flatMap(part -> part instanceof LdapFilter.And inner ? flat(inner).stream() : Stream.of(part))
                .toList();
    }

    private Optional<String> one(String noun, List<LdapFilter> parts) {
        String key = namespace.equals(SERVICE) ? "objectClass" : namespace;
        List<LdapFilter> rest = new ArrayList<>(parts);
        Optional<LdapFilter.Compare> name = parts.stream()
                .filter(part -> part instanceof LdapFilter.Compare compare
                        && compare.attribute().equalsIgnoreCase(key)
                        && compare.operator().equals("="))
                .map(LdapFilter.Compare.class::cast)
                .findFirst();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        rest.remove(name.get());
        return namespace.equals(RUNTIME)
                ? Optional.of(javaRuntime(name.get().value(), rest))
                : Optional.of(noun + name.get().value() + versions(rest) + others(rest));
    }

    /**
     * Describes an execution environment. A runtime lists each version that it supports, so a newer one also satisfies
     * {@code version=21}.
     */
    private static String javaRuntime(String name, List<LdapFilter> rest) {
        String java = name.equals(JAVA) ? "Java" : name.replaceFirst("^JavaSE[-/]", "Java ");
        Optional<String> version = rest.stream()
                .filter(part -> isVersion(part)
                        && !((LdapFilter.Compare) part).operator().equals("<="))
                .map(part -> ((LdapFilter.Compare) part).value())
                .findFirst();
        boolean numbered = version.isEmpty() && java.matches("Java [0-9.]+");
        return java + version.map(number -> " " + number + " or newer").orElse(numbered ? " or newer" : "");
    }

    private static String versions(List<LdapFilter> rest) {
        String least = "";
        String most = "";
        List<LdapFilter> others = new ArrayList<>();
        for (LdapFilter part : rest) {
            boolean not = part instanceof LdapFilter.Not;
            LdapFilter inner = part instanceof LdapFilter.Not negated ? negated.part() : part;
            if (!isVersion(inner)) {
                others.add(part);
                continue;
            }
            LdapFilter.Compare compare = (LdapFilter.Compare) inner;
            switch ((not ? "!" : "") + compare.operator()) {
                case "=" -> least = compare.value() + " exactly";
                case ">=" -> least = compare.value() + " or newer";
                case "!<=" -> least = "newer than " + compare.value();
                case "<=" -> most = "at most " + compare.value();
                case "!>=" -> most = "below " + compare.value();
                default -> others.add(part);
            }
        }
        rest.clear();
        rest.addAll(others);
        return least.isEmpty() && most.isEmpty()
                ? ""
                : ", version " + least + (least.isEmpty() || most.isEmpty() ? "" : " but ") + most;
    }

    private static boolean isVersion(LdapFilter part) {
        return part instanceof LdapFilter.Compare compare
                && (compare.attribute().equals("version") || compare.attribute().equals("bundle-version"));
    }

    private static String others(List<LdapFilter> rest) {
        return rest.isEmpty()
                ? ""
                : ", with " + rest.stream().map(RequirementText::condition).collect(Collectors.joining(" and "));
    }

    private static String condition(LdapFilter part) {
        if (part instanceof LdapFilter.Compare compare) {
            return compare.attribute() + compare.operator() + compare.value();
        }
        if (part instanceof LdapFilter.Not not) {
            return "not " + condition(not.part());
        }
        List<LdapFilter> parts = part instanceof LdapFilter.Or or ? or.parts() : ((LdapFilter.And) part).parts();
        String between = part instanceof LdapFilter.Or ? " or " : " and ";
        return parts.stream().map(RequirementText::condition).collect(Collectors.joining(between, "(", ")"));
    }

    private static Optional<String> nativeCode(List<LdapFilter> parts) {
        String systems = values(parts, "osgi.native.osname");
        String processors = values(parts, "osgi.native.processor");
        return systems.isEmpty() && processors.isEmpty()
                ? Optional.empty()
                : Optional.of("native code" + (systems.isEmpty() ? "" : " for " + systems)
                        + (processors.isEmpty() ? "" : " on " + processors));
    }

    private static String values(List<LdapFilter> parts, String attribute) {
        return parts.stream()
                .flatMap(part -> part instanceof LdapFilter.Or or ? or.parts().stream() : Stream.of(part))
                .filter(part -> part instanceof LdapFilter.Compare compare
                        && compare.attribute().equals(attribute))
                .map(part -> ((LdapFilter.Compare) part).value())
                .distinct()
                .collect(Collectors.joining(" or "));
    }
}
