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
 * The values of a cloud as {@code clouds.yaml} or the environment spells them, by their current names. Applies the
 * rules of the OpenStack SDK for older names, for values inside and outside of the section {@code auth}, and for
 * domains (openstacksdk, {@code openstack.config.loader}). Its text form contains no value.
 */
final class CloudTexts {
    /** Texts without values. */
    static final CloudTexts NONE = new CloudTexts(key -> "");

    private final Map<CloudKey, String> texts = new EnumMap<>(CloudKey.class);
    private final Map<CloudKey, Secret> secrets = new EnumMap<>(CloudKey.class);
    private final Function<CloudKey, String> place;

    private CloudTexts(Function<CloudKey, String> place) {
        this.place = place;
    }

    /** Reads a cloud of {@code clouds.yaml}; {@code what} names the cloud in messages. */
    static CloudTexts ofCloud(CloudSection section, String what) {
        return read(section, key -> key.spelling() + " of " + what);
    }

    /** Reads the variables {@code OS_…}. */
    static CloudTexts ofVariables(CloudSection section) {
        return read(section, CloudKey::variable);
    }

    boolean isEmpty() {
        return texts.isEmpty() && secrets.isEmpty();
    }

    /** Whether this is the only value that is set. */
    boolean isOnly(CloudKey key) {
        return secrets.isEmpty() && texts.keySet().equals(Set.of(key));
    }

    Optional<String> text(CloudKey key) {
        return Optional.ofNullable(texts.get(key));
    }

    Optional<Secret> secret(CloudKey key) {
        return Optional.ofNullable(secrets.get(key));
    }

    /** The first of these keys that has a value. */
    Optional<CloudKey> first(CloudKey... keys) {
        return Stream.of(keys).filter(texts::containsKey).findFirst();
    }

    /** The place of a value: {@code OS_USER_ID}. */
    String place(CloudKey key) {
        return place.apply(key);
    }

    /** The places where a value can be set: {@code io.ingot.glance/userId or OS_USER_ID}. */
    String placeOrProperty(CloudKey key) {
        String place = place(key);
        return key.property() + (place.isEmpty() ? "" : " or " + place);
    }

    @Override
    public String toString() {
        return texts.size() + secrets.size() + " values";
    }

    private static CloudTexts read(CloudSection section, Function<CloudKey, String> place) {
        CloudTexts texts = new CloudTexts(place);
        CloudKey.VALUES.forEach(key -> key.spellings().stream()
                .flatMap(spelling -> value(section, key, spelling).stream())
                .findFirst()
                .ifPresent(value -> texts.put(key, value)));
        texts.applyDefaultDomains();
        return texts;
    }

    private static Optional<String> value(CloudSection section, CloudKey key, String spelling) {
        return key.prefersOuter()
                ? section.text(spelling).or(() -> section.authText(spelling))
                : section.authText(spelling).or(() -> section.text(spelling));
    }

    private void put(CloudKey key, String value) {
        if (key.isSecret()) {
            secrets.put(key, Secret.of(value));
        } else {
            texts.put(key, value.strip());
        }
    }

    /** With a project, {@code domain_…} is the domain of user and project; {@code default_domain_…} always is. */
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
