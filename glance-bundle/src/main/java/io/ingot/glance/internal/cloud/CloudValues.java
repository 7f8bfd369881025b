// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.SecretReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is said of a cloud, by the names that {@code clouds.yaml} has for it: in one place, or in several laid over one
 * another. Immutable. Prints nothing of it.
 */
final class CloudValues {
    /** Nobody says anything. */
    static final CloudValues NOTHING = new CloudValues(Map.of(), Map.of(), key -> "");

    /** Each set has several ways to say one thing: whoever says it in one of them has said it, whatever is below. */
    private static final List<Set<String>> ALTERNATIVES = List.of(
            Set.of("username", "user_id"),
            Set.of("user_domain_name", "user_domain_id"),
            Set.of("project_name", "project_id", "domain_name", "domain_id", "system_scope"),
            Set.of("project_domain_name", "project_domain_id"),
            Set.of("application_credential_name", "application_credential_id"));

    private final Map<String, String> texts;
    private final Map<String, SecretReader> secrets;
    private final UnaryOperator<String> spelling;

    private CloudValues(Map<String, String> texts, Map<String, SecretReader> secrets, UnaryOperator<String> spelling) {
        this.texts = Map.copyOf(texts);
        this.secrets = Map.copyOf(secrets);
        this.spelling = spelling;
    }

    /** What the properties of {@code io.ingot.glance} say. */
    static CloudValues ofProperties(Map<String, String> texts, Map<String, SecretReader> secrets) {
        return new CloudValues(texts, secrets, key -> "");
    }

    /** What a cloud says. */
    static CloudValues ofCloud(Map<String, String> texts, Map<String, SecretReader> secrets, String cloud) {
        return new CloudValues(texts, secrets, key -> key + " of " + cloud);
    }

    /** What the variables of the environment say. */
    static CloudValues ofVariables(Map<String, String> texts, Map<String, SecretReader> secrets) {
        return new CloudValues(texts, secrets, key -> "OS_" + key.toUpperCase(Locale.ROOT));
    }

    /** This, and of {@code below} what is not said here. */
    CloudValues over(CloudValues below) {
        Set<String> said = new HashSet<>(texts.keySet());
        ALTERNATIVES.stream()
                .filter(set -> set.stream().anyMatch(texts::containsKey))
                .forEach(said::addAll);
        Map<String, String> allTexts = new HashMap<>(below.texts);
        allTexts.keySet().removeAll(said);
        allTexts.putAll(texts);
        Map<String, SecretReader> allSecrets = new HashMap<>(below.secrets);
        allSecrets.putAll(secrets);
        return new CloudValues(allTexts, allSecrets, below.spelling);
    }

    boolean isEmpty() {
        return texts.isEmpty() && secrets.isEmpty();
    }

    /** Whether nothing but this is said. */
    boolean isOnly(String key) {
        return secrets.isEmpty() && texts.keySet().equals(Set.of(key));
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    /** The first of these that is said. */
    Optional<String> first(String... keys) {
        for (String key : keys) {
            if (texts.containsKey(key)) {
                return text(key);
            }
        }
        return Optional.empty();
    }

    boolean hasSecret(String key) {
        return secrets.containsKey(key);
    }

    Optional<SecretReader> secret(String key) {
        return Optional.ofNullable(secrets.get(key));
    }

    /** Where it is said, if it is not the properties that say it. */
    String spelled(String key) {
        return spelling.apply(key);
    }

    /** Where it can be said: {@code io.ingot.glance/userId or OS_USER_ID}. */
    String placeOf(String property, String key) {
        String below = spelled(key);
        return "io.ingot.glance/" + property + (below.isEmpty() ? "" : " or " + below);
    }

    @Override
    public String toString() {
        return texts.size() + secrets.size() + " values";
    }
}
