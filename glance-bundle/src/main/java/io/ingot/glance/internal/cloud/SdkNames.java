// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.SecretReader;
import io.ingot.image.Secret;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenStack SDK takes the keys of a cloud to mean (openstacksdk, {@code openstack.config.loader},
 * {@code magic_fixes}): old names, and values inside and outside of the section {@code auth}.
 */
final class SdkNames {
    private static final Set<String> SECRETS = Set.of("password", "token", "application_credential_secret");

    /** Outside of the section {@code auth} these win over those in it; of all others those in it win. */
    private static final Set<String> OWN_FIRST = Set.of(
            "domain_id",
            "domain_name",
            "user_domain_id",
            "user_domain_name",
            "project_domain_id",
            "project_domain_name",
            "project_id",
            "project_name",
            "tenant_id",
            "tenant_name",
            "token",
            "auth_token");

    /** Each name with its older ones, best first. */
    private static final Map<String, List<String>> NAMES = names();

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, SecretReader> secrets = new HashMap<>();

    private SdkNames() {}

    /** The values of a cloud, by the names of today. */
    static SdkNames of(WrittenCloud written) {
        SdkNames names = new SdkNames();
        NAMES.forEach((name, spellings) -> spellings.stream()
                .flatMap(spelling -> value(written, spelling).stream())
                .findFirst()
                .ifPresent(value -> names.put(name, value)));
        names.spreadDomains();
        return names;
    }

    Map<String, String> texts() {
        return texts;
    }

    Map<String, SecretReader> secrets() {
        return secrets;
    }

    private void put(String name, String value) {
        if (SECRETS.contains(name)) {
            Secret secret = Secret.of(value);
            secrets.put(name, () -> secret);
        } else {
            texts.put(name, value.strip());
        }
    }

    /** Beside a project, {@code domain_…} is that of user and project; {@code default_domain_…} always is. */
    private void spreadDomains() {
        boolean ofProject = texts.containsKey("project_id") || texts.containsKey("project_name");
        for (String kind : List.of("id", "name")) {
            if (ofProject) {
                spread(kind, texts.remove("domain_" + kind));
            }
        }
        for (String kind : List.of("id", "name")) {
            spread(kind, texts.remove("default_domain_" + kind));
        }
    }

    private void spread(String kind, @Nullable String value) {
        if (value == null) {
            return;
        }
        for (String whose : List.of("user_domain_", "project_domain_")) {
            if (!texts.containsKey(whose + "id") && !texts.containsKey(whose + "name")) {
                texts.put(whose + kind, value);
            }
        }
    }

    private static Optional<String> value(WrittenCloud written, String key) {
        return OWN_FIRST.contains(key)
                ? written.text(key).or(() -> written.authText(key))
                : written.authText(key).or(() -> written.text(key));
    }

    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (String name : List.of(
                "auth_url",
                "password",
                "user_id",
                "user_domain_id",
                "user_domain_name",
                "project_domain_id",
                "project_domain_name",
                "domain_id",
                "domain_name",
                "system_scope",
                "trust_id",
                "application_credential_id",
                "application_credential_name",
                "application_credential_secret",
                "region_name",
                "endpoint",
                "image_endpoint_override",
                "image_endpoint",
                "image_region_name",
                "image_service_type",
                "default_domain_name")) {
            names.put(name, List.of(name));
        }
        names.put("auth_type", List.of("auth_type", "auth_plugin"));
        names.put("username", List.of("username", "user_name"));
        names.put("project_id", List.of("project_id", "tenant_id"));
        names.put("project_name", List.of("project_name", "tenant_name"));
        names.put("token", List.of("token", "auth_token"));
        names.put("interface", List.of("interface", "endpoint_type"));
        names.put("image_interface", List.of("image_interface", "image_endpoint_type"));
        names.put("default_domain_id", List.of("default_domain_id", "default_domain"));
        return names;
    }
}
