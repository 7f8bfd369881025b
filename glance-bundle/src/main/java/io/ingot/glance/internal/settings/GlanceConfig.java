// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of PID {@code io.ingot.glance}; {@code docs/glance.md} describes its use. */
@ObjectClassDefinition(
        name = "Ingot Glance",
        description = "How images are found in OpenStack Glance, and with which account. Empty properties take their"
                + " values from the cloud that the property cloud or the variable OS_CLOUD names in clouds.yaml,"
                + " or else from the variables OS_*.")
public @interface GlanceConfig {
    @AttributeDefinition(
            name = "Endpoints",
            required = false,
            description = "URLs of the Image service, best first, separated by commas, with or without /v2:"
                    + " http://glance.example:9292. Empty: the endpoints of Keystone's catalogue.")
    String endpoint() default "";

    @AttributeDefinition(
            name = "Authentication type",
            required = false,
            description = "none, password, v3applicationcredential or token. Empty: inferred from the other settings;"
                    + " none if they contain no credentials.")
    String authType() default "";

    @AttributeDefinition(
            name = "Keystone URL",
            required = false,
            description = "URL of Keystone, with or without /v3: https://keystone.example:5000.")
    String authUrl() default "";

    @AttributeDefinition(
            name = "Cloud",
            required = false,
            description = "Name of the cloud in clouds.yaml. Empty: the value of the variable OS_CLOUD.")
    String cloud() default "";

    @AttributeDefinition(
            name = "Clouds file",
            required = false,
            description = "Absolute path of clouds.yaml; secure.yaml is read from the same directory. Empty: the"
                    + " directories that OpenStack clients search.")
    String cloudsFile() default "";

    @AttributeDefinition(name = "User name", required = false, description = "Name of the user.")
    String username() default "";

    @AttributeDefinition(name = "User ID", required = false, description = "ID of the user, instead of a name.")
    String userId() default "";

    @AttributeDefinition(name = "User domain name", required = false, description = "Name of the user's domain.")
    String userDomainName() default "";

    @AttributeDefinition(name = "User domain ID", required = false, description = "ID of the user's domain: default.")
    String userDomainId() default "";

    @AttributeDefinition(
            name = "Password file",
            required = false,
            description = "Absolute path of the file that contains the password, at most 64 KiB; read at each"
                    + " authentication.")
    String passwordFile() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The password itself, which cm:getConfiguration shows. For trials only: use passwordFile"
                    + " instead.")
    String _password() default "";

    @AttributeDefinition(
            name = "Project name",
            required = false,
            description = "Name of the project to which the token is scoped.")
    String projectName() default "";

    @AttributeDefinition(
            name = "Project ID",
            required = false,
            description = "ID of the project to which the token is scoped.")
    String projectId() default "";

    @AttributeDefinition(name = "Project domain name", required = false, description = "Name of the project's domain.")
    String projectDomainName() default "";

    @AttributeDefinition(
            name = "Project domain ID",
            required = false,
            description = "ID of the project's domain: default.")
    String projectDomainId() default "";

    @AttributeDefinition(
            name = "System scope",
            required = false,
            description = "all: the token is scoped to the whole system instead of a project.")
    String systemScope() default "";

    @AttributeDefinition(
            name = "Domain name",
            required = false,
            description = "Name of the domain to which the token is scoped, instead of a project.")
    String domainName() default "";

    @AttributeDefinition(
            name = "Domain ID",
            required = false,
            description = "ID of the domain to which the token is scoped, instead of a project.")
    String domainId() default "";

    @AttributeDefinition(
            name = "Application credential ID",
            required = false,
            description = "ID of the application credential.")
    String applicationCredentialId() default "";

    @AttributeDefinition(
            name = "Application credential name",
            required = false,
            description = "Name of the application credential; also requires its user.")
    String applicationCredentialName() default "";

    @AttributeDefinition(
            name = "Application credential secret file",
            required = false,
            description = "Absolute path of the file that contains the secret of the application credential, at most 64"
                    + " KiB; read at each authentication.")
    String applicationCredentialSecretFile() default "";

    @AttributeDefinition(
            name = "Application credential secret",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The secret itself, which cm:getConfiguration shows. For trials only: use"
                    + " applicationCredentialSecretFile instead.")
    String _applicationCredentialSecret() default "";

    @AttributeDefinition(
            name = "Token file",
            required = false,
            description = "Absolute path of the file that contains a Keystone token, at most 64 KiB; read at each"
                    + " authentication.")
    String tokenFile() default "";

    @AttributeDefinition(
            name = "Token",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The token itself, which cm:getConfiguration shows. For trials only: use tokenFile instead.")
    String _token() default "";

    @AttributeDefinition(
            name = "Service token",
            description = "Whether the configured account's token accompanies a user's token (X-Service-Token), so that"
                    + " the user's token may expire during a transfer.")
    boolean serviceToken() default true;

    @AttributeDefinition(
            name = "Service type",
            required = false,
            description = "Type of the Image service in Keystone's catalogue. Empty: image.")
    String serviceType() default "";

    @AttributeDefinition(
            name = "Interfaces",
            required = false,
            description = "Interfaces of the catalogue's endpoints, best first: internal, public, admin. Empty: the"
                    + " interface of the cloud or of OS_INTERFACE, else public; internal,public if neither a cloud nor"
                    + " the variables OS_* are used.")
    String[] interfaces() default {};

    @AttributeDefinition(
            name = "Region",
            required = false,
            description = "Region of the catalogue's endpoints. Empty: the region of the first matching endpoint.")
    String regionName() default "";

    @AttributeDefinition(
            name = "Administrators see all projects",
            description = "Whether the role admin grants access to all images. Otherwise an image must be public, a"
                    + " community image, shared with the account's project, or owned by it.")
    boolean ignoreProjectCheckForAdminTasks() default true;

    @AttributeDefinition(
            name = "Direct URL schemes",
            required = false,
            description = "Schemes of the locations named by Glance that are used instead of its download route: file,"
                    + " http, https. Empty: none. The scheme file also requires io.ingot.file/allowedPaths.")
    String[] allowedDirectUrlSchemes() default {};

    @AttributeDefinition(
            name = "Swift temporary URLs",
            description = "Whether images that Glance stores in Swift are read from Swift by signed temporary URLs.")
    boolean swiftTempUrls() default false;

    @AttributeDefinition(
            name = "Temporary URL key file",
            required = false,
            description = "Absolute path of the file that contains the key, at most 64 KiB; read each time a URL is"
                    + " signed. Empty: the key of the Swift account, which the configured user must be allowed to"
                    + " read.")
    String swiftTempUrlKeyFile() default "";

    @AttributeDefinition(
            name = "Temporary URL key",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The key itself, which cm:getConfiguration shows. For trials only: use swiftTempUrlKeyFile"
                    + " instead.")
    String _swiftTempUrlKey() default "";

    @AttributeDefinition(
            name = "Temporary URL digest",
            required = false,
            description = "sha512, sha256 or sha1. Empty: the first of sha256, sha512, sha1 that Swift allows.")
    String swiftTempUrlDigest() default "";

    @AttributeDefinition(
            name = "Temporary URL lifetime, seconds",
            min = "1",
            max = "31536000",
            description = "Seconds for which a signed URL is valid, 1 to 31536000.")
    int swiftTempUrlDurationSeconds() default 1200;

    @AttributeDefinition(
            name = "Expected download start delay, seconds",
            min = "0",
            max = "31536000",
            description = "Seconds for which a signed URL must remain valid to be used again, 0 to 31536000.")
    int swiftTempUrlExpectedDownloadStartDelaySeconds() default 0;

    @AttributeDefinition(
            name = "Temporary URL cache",
            description = "Whether a signed URL is used again while it is valid, so that an HTTP cache recognises the"
                    + " image by its URL.")
    boolean swiftTempUrlCacheEnabled() default false;

    @AttributeDefinition(
            name = "Swift URL",
            required = false,
            description = "URL of Swift: https://swift.example:8080. Empty: the endpoint of Keystone's catalogue.")
    String swiftEndpoint() default "";

    @AttributeDefinition(name = "Swift API version", description = "First segment of the path of a signed URL.")
    String swiftApiVersion() default "v1";

    @AttributeDefinition(
            name = "Swift account",
            required = false,
            description =
                    "Glance's account in Swift: AUTH_6d0e5f. Empty: swiftAccountPrefix and the ID of the configured"
                            + " account's project.")
    String swiftAccount() default "";

    @AttributeDefinition(
            name = "Swift account prefix",
            required = false,
            description = "Prefix of a project ID in the name of its Swift account; an underscore is appended if it is"
                    + " missing.")
    String swiftAccountPrefix() default "AUTH";

    @AttributeDefinition(
            name = "Swift container",
            description = "Glance's container in Swift, or the prefix of its containers.")
    String swiftContainer() default "glance";

    @AttributeDefinition(
            name = "Multiple containers seed",
            min = "0",
            max = "32",
            description = "Value of Glance's swift_store_multiple_containers_seed, 0 to 32: the number of characters of"
                    + " an image ID that follow swiftContainer and an underscore in the name of the container. 0: one"
                    + " container.")
    int swiftStoreMultipleContainersSeed() default 0;
}
