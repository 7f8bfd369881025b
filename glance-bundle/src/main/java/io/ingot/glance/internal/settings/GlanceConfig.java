// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The outer form of the configuration, PID {@code io.ingot.glance}; {@code docs/glance.md} tells how it is used. */
@ObjectClassDefinition(
        name = "Ingot Glance",
        description =
                "How images are found in OpenStack Glance, and as whom. What is left empty is taken from the cloud that"
                        + " 'cloud' or OS_CLOUD names in clouds.yaml, or else from the variables OS_*.")
public @interface GlanceConfig {
    @AttributeDefinition(
            name = "Endpoint",
            required = false,
            description = "The URLs of the Image service, best first, with commas between, with or without /v2:"
                    + " http://glance.example:9292. Empty: those of Keystone's catalogue.")
    String endpoint() default "";

    @AttributeDefinition(
            name = "Authentication",
            required = false,
            description = "none, password, v3applicationcredential or token. Empty: what the other settings are for;"
                    + " none if there are none.")
    String authType() default "";

    @AttributeDefinition(
            name = "Keystone",
            required = false,
            description = "The URL of Keystone, with or without /v3: https://keystone.example:5000.")
    String authUrl() default "";

    @AttributeDefinition(
            name = "Cloud",
            required = false,
            description = "The cloud of clouds.yaml to use. Empty: the one that OS_CLOUD names.")
    String cloud() default "";

    @AttributeDefinition(
            name = "Clouds file",
            required = false,
            description =
                    "Absolute path of clouds.yaml; secure.yaml is looked for beside it. Empty: OpenStack's own places.")
    String cloudsFile() default "";

    @AttributeDefinition(name = "User", required = false, description = "The name of the user.")
    String username() default "";

    @AttributeDefinition(name = "User, by id", required = false, description = "The id of the user, instead of a name.")
    String userId() default "";

    @AttributeDefinition(name = "Domain of the user", required = false, description = "The name of the user's domain.")
    String userDomainName() default "";

    @AttributeDefinition(
            name = "Domain of the user, by id",
            required = false,
            description = "The id of the user's domain: default.")
    String userDomainId() default "";

    @AttributeDefinition(
            name = "Password file",
            required = false,
            description = "Absolute path of the file that holds the password, at most 64 KiB; read at each"
                    + " authentication.")
    String passwordFile() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The password itself, which cm:getConfiguration shows. For trials only: name a file instead.")
    String _password() default "";

    @AttributeDefinition(name = "Project", required = false, description = "The name of the project to be scoped to.")
    String projectName() default "";

    @AttributeDefinition(
            name = "Project, by id",
            required = false,
            description = "The id of the project to be scoped to.")
    String projectId() default "";

    @AttributeDefinition(
            name = "Domain of the project",
            required = false,
            description = "The name of the project's domain.")
    String projectDomainName() default "";

    @AttributeDefinition(
            name = "Domain of the project, by id",
            required = false,
            description = "The id of the project's domain: default.")
    String projectDomainId() default "";

    @AttributeDefinition(
            name = "System scope",
            required = false,
            description = "all: scoped to the whole system instead of a project.")
    String systemScope() default "";

    @AttributeDefinition(
            name = "Domain",
            required = false,
            description = "The name of the domain to be scoped to, instead of a project.")
    String domainName() default "";

    @AttributeDefinition(
            name = "Domain, by id",
            required = false,
            description = "The id of the domain to be scoped to, instead of a project.")
    String domainId() default "";

    @AttributeDefinition(
            name = "Application credential, by id",
            required = false,
            description = "The id of the application credential.")
    String applicationCredentialId() default "";

    @AttributeDefinition(
            name = "Application credential",
            required = false,
            description = "The name of the application credential, together with its user.")
    String applicationCredentialName() default "";

    @AttributeDefinition(
            name = "Secret file of the application credential",
            required = false,
            description =
                    "Absolute path of the file that holds its secret, at most 64 KiB; read at each authentication.")
    String applicationCredentialSecretFile() default "";

    @AttributeDefinition(
            name = "Secret of the application credential",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The secret itself, which cm:getConfiguration shows. For trials only: name a file instead.")
    String _applicationCredentialSecret() default "";

    @AttributeDefinition(
            name = "Token file",
            required = false,
            description = "Absolute path of the file that holds a token of Keystone, at most 64 KiB; read at each"
                    + " authentication.")
    String tokenFile() default "";

    @AttributeDefinition(
            name = "Token",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The token itself, which cm:getConfiguration shows. For trials only: name a file instead.")
    String _token() default "";

    @AttributeDefinition(
            name = "Service token",
            description = "Whether our own token goes beside that of a user (X-Service-Token), so that the user's may"
                    + " expire while an image is fetched.")
    boolean serviceToken() default true;

    @AttributeDefinition(
            name = "Service type",
            required = false,
            description = "The type of the Image service in Keystone's catalogue. Empty: image.")
    String serviceType() default "";

    @AttributeDefinition(
            name = "Interfaces",
            required = false,
            description =
                    "Which endpoints of the catalogue, best first: internal, public, admin. Empty: those that the cloud"
                            + " or OS_INTERFACE names, or public as OpenStack has it; internal,public where neither a"
                            + " cloud nor OS_* is used.")
    String[] interfaces() default {};

    @AttributeDefinition(
            name = "Region",
            required = false,
            description = "The region of the catalogue's endpoints. Empty: whichever comes first.")
    String regionName() default "";

    @AttributeDefinition(
            name = "Administrators see all projects",
            description = "Whether, with the role admin, every image can be had. Otherwise those that are public,"
                    + " community's, shared with our project, or its own.")
    boolean ignoreProjectCheckForAdminTasks() default true;

    @AttributeDefinition(
            name = "Direct URL schemes",
            required = false,
            description =
                    "Which locations that Glance tells are used instead of its own route: file, http, https. Empty:"
                            + " none. A file location needs io.ingot.file/allowedPaths, too.")
    String[] allowedDirectUrlSchemes() default {};

    @AttributeDefinition(
            name = "Swift temporary URLs",
            description = "Whether images are read from Swift, by URLs signed for it, where they lie there.")
    boolean swiftTempUrls() default false;

    @AttributeDefinition(
            name = "Key file of temporary URLs",
            required = false,
            description =
                    "Absolute path of the file that holds the key, at most 64 KiB; read when a URL is signed. Empty:"
                            + " the key of the account, which our user must be allowed to read.")
    String swiftTempUrlKeyFile() default "";

    @AttributeDefinition(
            name = "Key of temporary URLs",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The key itself, which cm:getConfiguration shows. For trials only: name a file instead.")
    String _swiftTempUrlKey() default "";

    @AttributeDefinition(
            name = "Digest of temporary URLs",
            required = false,
            description = "sha512, sha256 or sha1. Empty: the best of sha256, sha512, sha1 that Swift says it allows.")
    String swiftTempUrlDigest() default "";

    @AttributeDefinition(
            name = "Duration of temporary URLs, seconds",
            min = "1",
            max = "31536000",
            description = "How long a signed URL can be used.")
    int swiftTempUrlDurationSeconds() default 1200;

    @AttributeDefinition(
            name = "Expected delay of a download, seconds",
            min = "0",
            max = "31536000",
            description = "For how much longer a signed URL must be usable to be handed out again.")
    int swiftTempUrlExpectedDownloadStartDelaySeconds() default 0;

    @AttributeDefinition(
            name = "Cache of temporary URLs",
            description =
                    "Whether a signed URL is used again while it lasts, so that a cache on the way can recognise it.")
    boolean swiftTempUrlCacheEnabled() default false;

    @AttributeDefinition(
            name = "Swift",
            required = false,
            description = "The URL of Swift: https://swift.example:8080. Empty: that of Keystone's catalogue.")
    String swiftEndpoint() default "";

    @AttributeDefinition(name = "Swift's API version", description = "The first segment of the path of a signed URL.")
    String swiftApiVersion() default "v1";

    @AttributeDefinition(
            name = "Account",
            required = false,
            description = "Glance's account in Swift: AUTH_6d0e5f. Empty: the prefix and the id of our own project.")
    String swiftAccount() default "";

    @AttributeDefinition(
            name = "Account prefix",
            required = false,
            description =
                    "What stands before the id of a project in its account; an underscore is added where none is.")
    String swiftAccountPrefix() default "AUTH";

    @AttributeDefinition(name = "Container", description = "Glance's container in Swift, or how their names begin.")
    String swiftContainer() default "glance";

    @AttributeDefinition(
            name = "Seed of several containers",
            min = "0",
            max = "32",
            description =
                    "swift_store_multiple_containers_seed of Glance: how many characters of an image's id name its"
                            + " container, after that of the setting above and an underscore. 0: one container.")
    int swiftStoreMultipleContainersSeed() default 0;
}
