// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of values in {@code clouds.yaml}, each with its older spelling and the equivalent property of {@code
 * io.ingot.glance} (openstacksdk, {@code openstack.config.loader}, {@code magic_fixes}).
 */
enum CloudKey {
    AUTH_TYPE(Kind.TEXT, "authType", "auth_plugin"),
    AUTH_URL(Kind.TEXT, "authUrl"),
    USERNAME(Kind.TEXT, "username", "user_name"),
    USER_ID(Kind.TEXT, "userId"),
    USER_DOMAIN_NAME(Kind.OUTER_TEXT, "userDomainName"),
    USER_DOMAIN_ID(Kind.OUTER_TEXT, "userDomainId"),
    PASSWORD(Kind.SECRET, "passwordFile"),
    PROJECT_NAME(Kind.OUTER_TEXT, "projectName", "tenant_name"),
    PROJECT_ID(Kind.OUTER_TEXT, "projectId", "tenant_id"),
    PROJECT_DOMAIN_NAME(Kind.OUTER_TEXT, "projectDomainName"),
    PROJECT_DOMAIN_ID(Kind.OUTER_TEXT, "projectDomainId"),
    SYSTEM_SCOPE(Kind.TEXT, "systemScope"),
    DOMAIN_NAME(Kind.OUTER_TEXT, "domainName"),
    DOMAIN_ID(Kind.OUTER_TEXT, "domainId"),
    DEFAULT_DOMAIN_NAME(Kind.TEXT, ""),
    DEFAULT_DOMAIN_ID(Kind.TEXT, "", "default_domain"),
    APPLICATION_CREDENTIAL_ID(Kind.TEXT, "applicationCredentialId"),
    APPLICATION_CREDENTIAL_NAME(Kind.TEXT, "applicationCredentialName"),
    APPLICATION_CREDENTIAL_SECRET(Kind.SECRET, "applicationCredentialSecretFile"),
    TOKEN(Kind.OUTER_SECRET, "tokenFile", "auth_token"),
    TRUST_ID(Kind.TEXT, ""),
    REGION_NAME(Kind.TEXT, "regionName"),
    INTERFACE(Kind.TEXT, "interfaces", "endpoint_type"),
    ENDPOINT(Kind.TEXT, "endpoint"),
    IMAGE_SERVICE_TYPE(Kind.TEXT, "serviceType"),
    IMAGE_REGION_NAME(Kind.TEXT, "regionName"),
    IMAGE_INTERFACE(Kind.TEXT, "interfaces", "image_endpoint_type"),
    IMAGE_ENDPOINT_OVERRIDE(Kind.TEXT, "endpoint"),
    IMAGE_ENDPOINT(Kind.TEXT, "endpoint"),

    AUTH(Kind.STRUCTURE, ""),
    PROFILE(Kind.STRUCTURE, "", "cloud"),
    REGIONS(Kind.STRUCTURE, ""),

    CACERT(Kind.TLS, ""),
    CERT(Kind.TLS, ""),
    KEY(Kind.TLS, ""),
    VERIFY(Kind.TLS, ""),
    INSECURE(Kind.TLS, "");

    /** The names whose values describe the cloud and the account. */
    static final Set<CloudKey> VALUES =
            Arrays.stream(values()).filter(key -> key.kind.isValue).collect(Collectors.toUnmodifiableSet());

    /** The names of secret values. */
    static final Set<CloudKey> SECRETS =
            Arrays.stream(values()).filter(CloudKey::isSecret).collect(Collectors.toUnmodifiableSet());

    private static final String PID = "io.ingot.glance/";

    private final Kind kind;
    private final String property;
    private final String olderSpelling;

    CloudKey(Kind kind, String property) {
        this(kind, property, "");
    }

    CloudKey(Kind kind, String property, String olderSpelling) {
        this.kind = kind;
        this.property = property;
        this.olderSpelling = olderSpelling;
    }

    /** The kind of value; for {@code OUTER_…} a value outside of the section {@code auth} overrides one in it. */
    private enum Kind {
        TEXT(true),
        OUTER_TEXT(true),
        SECRET(true),
        OUTER_SECRET(true),
        STRUCTURE(false),
        TLS(false);

        private final boolean isValue;

        Kind(boolean isValue) {
            this.isValue = isValue;
        }
    }

    /** The current spelling: {@code user_id}. */
    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The current and the older spelling, in this order. */
    List<String> spellings() {
        return olderSpelling.isEmpty() ? List.of(spelling()) : List.of(spelling(), olderSpelling);
    }

    /** The equivalent property: {@code io.ingot.glance/userId}; empty if there is none. */
    String property() {
        return property.isEmpty() ? "" : PID + property;
    }

    /** The equivalent variable: {@code OS_USER_ID}. */
    String variable() {
        return Environment.PREFIX + name();
    }

    boolean isSecret() {
        return kind == Kind.SECRET || kind == Kind.OUTER_SECRET;
    }

    /** Whether a value outside of the section {@code auth} overrides one in it. */
    boolean prefersOuter() {
        return kind == Kind.OUTER_TEXT || kind == Kind.OUTER_SECRET;
    }
}
