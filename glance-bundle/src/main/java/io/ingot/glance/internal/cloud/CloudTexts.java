// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import static io.ingot.glance.internal.cloud.CloudKey.DEFAULT_DOMAIN_ID;
import static io.ingot.glance.internal.cloud.CloudKey.DEFAULT_DOMAIN_NAME;
import static io.ingot.glance.internal.cloud.CloudKey.DOMAIN_ID;
import static io.ingot.glance.internal.cloud.CloudKey.DOMAIN_NAME;
import static io.ingot.glance.internal.cloud.CloudKey.PROJECT_DOMAIN_ID;
import static io.ingot.glance.internal.cloud.CloudKey.PROJECT_DOMAIN_NAME;
import static io.ingot.glance.internal.cloud.CloudKey.PROJECT_ID;
import static io.ingot.glance.internal.cloud.CloudKey.PROJECT_NAME;
import static io.ingot.glance.internal.cloud.CloudKey.USER_DOMAIN_ID;
import static io.ingot.glance.internal.cloud.CloudKey.USER_DOMAIN_NAME;

import io.ingot.image.Secret;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of a cloud as {@code clouds.yaml} or the environment spells them, by their names of today. Applies the rules
 * of the OpenStack SDK for older names, for values inside and outside of the section {@code auth}, and for domains
 * (openstacksdk, {@code openstack.config.loader}). Prints no value.
 */
final class CloudTexts {
    /** Those of no cloud at all. */
    static final CloudTexts NONE = new CloudTexts(key -> "");

    private final Map<CloudKey, String> texts = new EnumMap<>(CloudKey.class);
    private final Map<CloudKey, Secret> secrets = new EnumMap<>(CloudKey.class);
    private final Function<CloudKey, String> place;

    private CloudTexts(Function<CloudKey, String> place) {
        this.place = place;
    }

    /** Those of a cloud of {@code clouds.yaml}; {@code what} names the cloud in messages. */
    static CloudTexts ofCloud(CloudSection written, String what) {
        return read(written, key -> key.spelling() + " of " + what);
    }

    /** Those of the variables {@code OS_…}. */
    static CloudTexts ofVariables(CloudSection written) {
        return read(written, CloudKey::variable);
    }

    boolean isEmpty() {
        return texts.isEmpty() && secrets.isEmpty();
    }

    /** Whether this is the only value. */
    boolean isOnly(CloudKey key) {
        return secrets.isEmpty() && texts.keySet().equals(Set.of(key));
    }

    Optional<String> text(CloudKey key) {
        return Optional.ofNullable(texts.get(key));
    }

    Optional<Secret> secret(CloudKey key) {
        return Optional.ofNullable(secrets.get(key));
    }

    /** The first of these names that has a value. */
    Optional<CloudKey> first(CloudKey... keys) {
        return Stream.of(keys).filter(texts::containsKey).findFirst();
    }

    /** Where a value is written: {@code OS_USER_ID}. */
    String place(CloudKey key) {
        return place.apply(key);
    }

    /** Where a value can be set: {@code io.ingot.glance/userId or OS_USER_ID}. */
    String placeOrProperty(CloudKey key) {
        String written = place(key);
        return key.property() + (written.isEmpty() ? "" : " or " + written);
    }

    @Override
    public String toString() {
        return texts.size() + secrets.size() + " values";
    }

    private static CloudTexts read(CloudSection written, Function<CloudKey, String> place) {
        CloudTexts texts = new CloudTexts(place);
        CloudKey.VALUES.forEach(key -> key.spellings().stream()
                .flatMap(spelling -> value(written, key, spelling).stream())
                .findFirst()
                .ifPresent(value -> texts.put(key, value)));
        texts.applyDefaultDomains();
        return texts;
    }

    private static Optional<String> value(CloudSection written, CloudKey key, String spelling) {
        return key.prefersOuter()
                ? written.text(spelling).or(() -> written.authText(spelling))
                : written.authText(spelling).or(() -> written.text(spelling));
    }

    private void put(CloudKey key, String value) {
        if (key.isSecret()) {
            secrets.put(key, Secret.of(value));
        } else {
            texts.put(key, value.strip());
        }
    }

    /** Beside a project, {@code domain_…} is that of user and project; {@code default_domain_…} always is. */
    private void applyDefaultDomains() {
        if (first(PROJECT_ID, PROJECT_NAME).isPresent()) {
            applyDomain(texts.remove(DOMAIN_ID), texts.remove(DOMAIN_NAME));
        }
        applyDomain(texts.remove(DEFAULT_DOMAIN_ID), texts.remove(DEFAULT_DOMAIN_NAME));
    }

    private void applyDomain(@Nullable String id, @Nullable String name) {
        setIfAbsent(USER_DOMAIN_ID, id, USER_DOMAIN_NAME, name);
        setIfAbsent(PROJECT_DOMAIN_ID, id, PROJECT_DOMAIN_NAME, name);
    }

    private void setIfAbsent(CloudKey idKey, @Nullable String id, CloudKey nameKey, @Nullable String name) {
        if (first(idKey, nameKey).isPresent()) {
            return;
        }
        if (id != null) {
            texts.put(idKey, id);
        } else if (name != null) {
            texts.put(nameKey, name);
        }
    }
}
