// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.secret.SecretReader;
import io.ingot.glance.internal.keystone.KeystoneName;
import io.ingot.glance.internal.keystone.ServiceUrl;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of a cloud from one source or several layered sources; unset values are absent. A value that may be
 * invalid is a supplier, which throws an {@link IllegalArgumentException}: so a value that another source overrides is
 * never checked. Immutable. Its text form contains no secret.
 */
record CloudSettings(Access access, User user, Secrets secrets, Scope scope, ImageService image) {
    /** Settings without values. */
    static final CloudSettings NONE = new CloudSettings(
            new Access(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            new User(Optional.empty(), Optional.empty(), Optional.empty()),
            new Secrets(Optional.empty(), Optional.empty(), Optional.empty()),
            new Scope(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            new ImageService(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

    /**
     * How to reach Keystone.
     *
     * @param authType the authentication type
     * @param region replaces {@code {region_name}} in the URL
     * @param trust the place where a trust is set; trusts are not supported
     */
    record Access(
            Optional<Supplier<AuthType>> authType,
            Optional<AuthUrl> authUrl,
            Optional<String> region,
            Optional<String> trust) {
        private Access over(Access below) {
            return new Access(
                    authType.or(below::authType),
                    authUrl.or(below::authUrl),
                    region.or(below::region),
                    trust.or(below::trust));
        }
    }

    /**
     * Keystone's URL as written.
     *
     * @param place where it is written, for messages
     */
    record AuthUrl(String place, String text) {
        /**
         * Returns the URL for a region.
         *
         * @throws IllegalArgumentException naming the place, if the URL is invalid
         */
        ImageReference in(String region) {
            return ServiceUrl.keystone(place, text.replace("{region_name}", region));
        }

        /**
         * Checks the URL before the region is known.
         *
         * @throws IllegalArgumentException as {@link #in}
         */
        void check() {
            ServiceUrl.keystone(place, text);
        }
    }

    /**
     * The user or application credential. A name overrides an ID and vice versa.
     *
     * @param domain the domain of a user that is set by name
     */
    record User(
            Optional<KeystoneName> user, Optional<KeystoneName> domain, Optional<KeystoneName> applicationCredential) {
        private User over(User below) {
            return new User(
                    user.or(below::user),
                    domain.or(below::domain),
                    applicationCredential.or(below::applicationCredential));
        }
    }

    /** The secrets. */
    record Secrets(
            Optional<SecretReader> password,
            Optional<SecretReader> applicationCredentialSecret,
            Optional<SecretReader> token) {
        boolean isEmpty() {
            return password.isEmpty() && applicationCredentialSecret.isEmpty() && token.isEmpty();
        }

        private Secrets over(Secrets below) {
            return new Secrets(
                    password.or(below::password),
                    applicationCredentialSecret.or(below::applicationCredentialSecret),
                    token.or(below::token));
        }
    }

    /**
     * The scope of the token. A project, a domain or the system overrides any of the three in a lower source.
     *
     * @param projectDomain the domain of a project that is set by name
     */
    record Scope(
            Optional<KeystoneName> project,
            Optional<KeystoneName> projectDomain,
            Optional<KeystoneName> domain,
            Optional<String> system) {
        private Scope over(Scope below) {
            Scope target = project.isPresent() || domain.isPresent() || system.isPresent() ? this : below;
            return new Scope(target.project, projectDomain.or(below::projectDomain), target.domain, target.system);
        }
    }

    /**
     * The Image service.
     *
     * @param interfaces the interfaces of the catalogue's endpoints, best first; empty for the default
     * @param endpoints its URLs without {@code /v2}, best first, instead of the catalogue's
     * @param anonymousEndpoint its URL for callers without an account
     */
    record ImageService(
            Optional<String> type,
            Optional<Supplier<List<String>>> interfaces,
            Optional<String> region,
            Optional<Supplier<List<ImageReference>>> endpoints,
            Optional<Supplier<List<ImageReference>>> anonymousEndpoint) {
        private ImageService over(ImageService below) {
            return new ImageService(
                    type.or(below::type),
                    interfaces.or(below::interfaces),
                    region.or(below::region),
                    endpoints.or(below::endpoints),
                    anonymousEndpoint.or(below::anonymousEndpoint));
        }
    }

    /** Layers these settings over {@code below}, whose values apply where these have none. */
    CloudSettings over(CloudSettings below) {
        return new CloudSettings(
                access.over(below.access),
                user.over(below.user),
                secrets.over(below.secrets),
                scope.over(below.scope),
                image.over(below.image));
    }

    CloudSettings withAuthType(AuthType type) {
        return new CloudSettings(
                new Access(Optional.of(() -> type), access.authUrl, access.region, access.trust),
                user,
                secrets,
                scope,
                image);
    }
}
