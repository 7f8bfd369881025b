// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.SecretReader;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.ServiceUrl;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Converts the texts of {@code clouds.yaml} or the environment into settings. */
final class CloudSettingsReader {
    private final CloudTexts texts;

    private CloudSettingsReader(CloudTexts texts) {
        this.texts = texts;
    }

    static CloudSettings of(CloudTexts texts) {
        CloudSettingsReader reader = new CloudSettingsReader(texts);
        return new CloudSettings(
                reader.access(), reader.user(), reader.secrets(), reader.scope(), reader.imageService());
    }

    private CloudSettings.Access access() {
        return new CloudSettings.Access(
                texts.text(CloudKey.AUTH_TYPE)
                        .map(name -> () -> AuthType.of(texts.placeOrProperty(CloudKey.AUTH_TYPE), name)),
                texts.text(CloudKey.AUTH_URL)
                        .map(url -> new CloudSettings.AuthUrl(texts.placeOrProperty(CloudKey.AUTH_URL), url)),
                texts.text(CloudKey.REGION_NAME),
                texts.first(CloudKey.TRUST_ID).map(texts::place));
    }

    private CloudSettings.User user() {
        return new CloudSettings.User(
                name(CloudKey.USER_ID, CloudKey.USERNAME),
                name(CloudKey.USER_DOMAIN_ID, CloudKey.USER_DOMAIN_NAME),
                name(CloudKey.APPLICATION_CREDENTIAL_ID, CloudKey.APPLICATION_CREDENTIAL_NAME));
    }

    private CloudSettings.Secrets secrets() {
        return new CloudSettings.Secrets(
                secret(CloudKey.PASSWORD), secret(CloudKey.APPLICATION_CREDENTIAL_SECRET), secret(CloudKey.TOKEN));
    }

    private CloudSettings.Scope scope() {
        return new CloudSettings.Scope(
                name(CloudKey.PROJECT_ID, CloudKey.PROJECT_NAME),
                name(CloudKey.PROJECT_DOMAIN_ID, CloudKey.PROJECT_DOMAIN_NAME),
                name(CloudKey.DOMAIN_ID, CloudKey.DOMAIN_NAME),
                texts.text(CloudKey.SYSTEM_SCOPE));
    }

    private CloudSettings.ImageService imageService() {
        return new CloudSettings.ImageService(
                texts.text(CloudKey.IMAGE_SERVICE_TYPE),
                texts.first(CloudKey.IMAGE_INTERFACE, CloudKey.INTERFACE).map(this::interfaces),
                texts.first(CloudKey.IMAGE_REGION_NAME, CloudKey.REGION_NAME).flatMap(texts::text),
                texts.first(CloudKey.IMAGE_ENDPOINT_OVERRIDE, CloudKey.IMAGE_ENDPOINT)
                        .map(this::endpoint),
                texts.first(CloudKey.ENDPOINT).map(this::endpoint));
    }

    private Optional<KeystoneName> name(CloudKey id, CloudKey name) {
        return texts.text(id).map(KeystoneName::ofId).or(() -> texts.text(name).map(KeystoneName::of));
    }

    private Optional<SecretReader> secret(CloudKey key) {
        return texts.secret(key).map(secret -> () -> secret);
    }

    private Supplier<List<String>> interfaces(CloudKey key) {
        return () -> Interfaces.of(texts.placeOrProperty(key), texts.text(key).orElse(""));
    }

    private Supplier<List<ImageReference>> endpoint(CloudKey key) {
        return () -> List.of(ServiceUrl.withoutVersion(
                texts.placeOrProperty(key), texts.text(key).orElse(""), "v2"));
    }
}
