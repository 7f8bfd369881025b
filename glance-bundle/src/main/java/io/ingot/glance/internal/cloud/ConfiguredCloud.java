// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.ConfiguredSecret;
import io.ingot.common.secret.SecretReader;
import io.ingot.glance.internal.keystone.ServiceUrl;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.image.ImageReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the properties of PID {@code io.ingot.glance} say of a cloud, checked as far as that can be without the rest.
 *
 * @param values by the names of {@code clouds.yaml}
 * @param endpoints where Glance is, best first; empty if they do not say
 * @param cloud the cloud of {@code clouds.yaml} to use
 * @param cloudsFile where that is
 * @param region the region wanted
 */
record ConfiguredCloud(
        CloudValues values,
        List<ImageReference> endpoints,
        Optional<String> cloud,
        Optional<Path> cloudsFile,
        Optional<String> region) {
    private static final String PID = "io.ingot.glance/";

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static ConfiguredCloud of(GlanceConfig config) {
        Map<String, String> texts = texts(config);
        Map<String, SecretReader> secrets = secrets(config);
        CloudValues values = CloudValues.ofProperties(texts, secrets);
        if (!values.has("auth_type") && !secrets.isEmpty()) {
            AuthType.fitting(values).ifPresent(type -> texts.put("auth_type", type.word()));
        }
        checkScope(values);
        return new ConfiguredCloud(
                CloudValues.ofProperties(texts, secrets),
                endpoints(config.endpoint()),
                text(config.cloud()),
                text(config.cloudsFile()).map(ConfiguredCloud::absolute),
                text(config.regionName()));
    }

    private static Map<String, String> texts(GlanceConfig config) {
        Map<String, String> texts = new HashMap<>();
        text(config.authType())
                .ifPresent(type -> texts.put(
                        "auth_type", AuthType.of(PID + "authType", type).word()));
        text(config.authUrl())
                .ifPresent(url -> texts.put(
                        "auth_url", ServiceUrl.keystone(PID + "authUrl", url).exact()));
        put(texts, "username", config.username());
        put(texts, "user_id", config.userId());
        put(texts, "user_domain_name", config.userDomainName());
        put(texts, "user_domain_id", config.userDomainId());
        put(texts, "project_name", config.projectName());
        put(texts, "project_id", config.projectId());
        put(texts, "project_domain_name", config.projectDomainName());
        put(texts, "project_domain_id", config.projectDomainId());
        put(texts, "system_scope", config.systemScope());
        put(texts, "domain_name", config.domainName());
        put(texts, "domain_id", config.domainId());
        put(texts, "application_credential_id", config.applicationCredentialId());
        put(texts, "application_credential_name", config.applicationCredentialName());
        put(texts, "image_service_type", config.serviceType());
        put(texts, "image_region_name", config.regionName());
        put(texts, "image_interface", interfaces(config.interfaces()));
        return texts;
    }

    private static Map<String, SecretReader> secrets(GlanceConfig config) {
        Map<String, SecretReader> secrets = new HashMap<>();
        ConfiguredSecret.of(PID + "passwordFile", config.passwordFile(), config._password())
                .ifPresent(secret -> secrets.put("password", secret));
        ConfiguredSecret.of(
                        PID + "applicationCredentialSecretFile",
                        config.applicationCredentialSecretFile(),
                        config._applicationCredentialSecret())
                .ifPresent(secret -> secrets.put("application_credential_secret", secret));
        ConfiguredSecret.of(PID + "tokenFile", config.tokenFile(), config._token())
                .ifPresent(secret -> secrets.put("token", secret));
        return secrets;
    }

    private static void checkScope(CloudValues values) {
        List<String> scopes = new ArrayList<>();
        values.first("project_id", "project_name").ifPresent(scope -> scopes.add("projectName or projectId"));
        values.first("domain_id", "domain_name").ifPresent(scope -> scopes.add("domainName or domainId"));
        values.text("system_scope").ifPresent(scope -> scopes.add("systemScope"));
        if (scopes.size() > 1) {
            throw new IllegalArgumentException(
                    "only one of these may be set, since a token is for one thing: " + String.join(", ", scopes));
        }
    }

    /** With or without /v2; nothing between two commas is nothing. */
    private static List<ImageReference> endpoints(String text) {
        List<ImageReference> endpoints = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            text(part).ifPresent(url -> endpoints.add(ServiceUrl.withoutVersion(PID + "endpoint", url, "v2")));
        }
        return endpoints.stream().distinct().toList();
    }

    private static String interfaces(String[] configured) {
        return String.join(",", Interfaces.of(PID + "interfaces", String.join(",", configured)));
    }

    private static Path absolute(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(PID + "cloudsFile is no path: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                PID + "cloudsFile must be an absolute path, was " + ImageReference.redact(text));
    }

    private static void put(Map<String, String> texts, String key, String value) {
        text(value).ifPresent(text -> texts.put(key, text));
    }

    private static Optional<String> text(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }
}
