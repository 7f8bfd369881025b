// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.ConfiguredSecret;
import io.ingot.common.secret.SecretReader;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.ServiceUrl;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.image.ImageReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The properties of PID {@code io.ingot.glance} that describe a cloud, checked as far as possible on their own.
 *
 * @param cloud the name of a cloud of {@code clouds.yaml}
 * @param cloudsFile the path of {@code clouds.yaml}
 * @param region the region of the endpoints
 */
record ConfiguredCloud(
        CloudSettings settings, Optional<String> cloud, Optional<Path> cloudsFile, Optional<String> region) {
    private static final String CLOUDS_FILE = "io.ingot.glance/cloudsFile";

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static ConfiguredCloud of(GlanceConfig config) {
        return new ConfiguredCloud(
                settings(config),
                text(config.cloud()),
                text(config.cloudsFile()).map(ConfiguredCloud::absolute),
                text(config.regionName()));
    }

    /** Whether the properties ask for anonymous access, so that no other source is read. */
    boolean isAnonymous() {
        return settings.access()
                .authType()
                .filter(type -> type.get() == AuthType.NONE)
                .isPresent();
    }

    private static CloudSettings settings(GlanceConfig config) {
        CloudSettings settings =
                new CloudSettings(access(config), user(config), secrets(config), scope(config), imageService(config));
        if (settings.access().authType().isPresent() || settings.secrets().isEmpty()) {
            return settings;
        }
        // A configured secret decides how to authenticate, whatever the type of the cloud is.
        return AuthType.inferredFrom(settings).map(settings::withAuthType).orElse(settings);
    }

    private static CloudSettings.Access access(GlanceConfig config) {
        Optional<AuthType> type = text(config.authType()).map(name -> AuthType.of(CloudKey.AUTH_TYPE.property(), name));
        Optional<CloudSettings.AuthUrl> url =
                text(config.authUrl()).map(text -> new CloudSettings.AuthUrl(CloudKey.AUTH_URL.property(), text));
        url.ifPresent(CloudSettings.AuthUrl::check);
        return new CloudSettings.Access(type.map(ConfiguredCloud::supplierOf), url, Optional.empty(), Optional.empty());
    }

    private static CloudSettings.User user(GlanceConfig config) {
        return new CloudSettings.User(
                name(config.userId(), config.username()),
                name(config.userDomainId(), config.userDomainName()),
                name(config.applicationCredentialId(), config.applicationCredentialName()));
    }

    private static CloudSettings.Secrets secrets(GlanceConfig config) {
        return new CloudSettings.Secrets(
                secret(CloudKey.PASSWORD, config.passwordFile(), config._password()),
                secret(
                        CloudKey.APPLICATION_CREDENTIAL_SECRET,
                        config.applicationCredentialSecretFile(),
                        config._applicationCredentialSecret()),
                secret(CloudKey.TOKEN, config.tokenFile(), config._token()));
    }

    private static CloudSettings.Scope scope(GlanceConfig config) {
        CloudSettings.Scope scope = new CloudSettings.Scope(
                name(config.projectId(), config.projectName()),
                name(config.projectDomainId(), config.projectDomainName()),
                name(config.domainId(), config.domainName()),
                text(config.systemScope()));
        List<String> scopes = new ArrayList<>();
        scope.project().ifPresent(project -> scopes.add("projectName or projectId"));
        scope.domain().ifPresent(domain -> scopes.add("domainName or domainId"));
        scope.system().ifPresent(system -> scopes.add("systemScope"));
        if (scopes.size() > 1) {
            throw new IllegalArgumentException(
                    "only one scope of the token may be set, but found: " + String.join(", ", scopes));
        }
        return scope;
    }

    private static CloudSettings.ImageService imageService(GlanceConfig config) {
        return new CloudSettings.ImageService(
                text(config.serviceType()),
                unlessEmpty(Interfaces.of(CloudKey.IMAGE_INTERFACE.property(), String.join(",", config.interfaces()))),
                text(config.regionName()),
                unlessEmpty(endpoints(config.endpoint())),
                Optional.empty());
    }

    /** Reads URLs with or without /v2, separated by commas; empty elements are skipped. */
    private static List<ImageReference> endpoints(String text) {
        List<ImageReference> endpoints = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            text(part)
                    .ifPresent(url -> endpoints.add(
                            ServiceUrl.withoutVersion(CloudKey.IMAGE_ENDPOINT_OVERRIDE.property(), url, "v2")));
        }
        return endpoints.stream().distinct().toList();
    }

    private static Path absolute(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(CLOUDS_FILE + " is not a path: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                CLOUDS_FILE + " must be an absolute path, was " + ImageReference.redact(text));
    }

    private static Optional<SecretReader> secret(CloudKey key, String file, String text) {
        return ConfiguredSecret.of(key.property(), file, text);
    }

    private static Optional<KeystoneName> name(String id, String name) {
        return text(id).map(KeystoneName::ofId).or(() -> text(name).map(KeystoneName::of));
    }

    private static <T> Optional<Supplier<List<T>>> unlessEmpty(List<T> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(supplierOf(values));
    }

    private static <T> Supplier<T> supplierOf(T value) {
        return () -> value;
    }

    private static Optional<String> text(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }
}
