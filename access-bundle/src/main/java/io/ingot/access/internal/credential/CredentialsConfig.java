// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.credential;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(
        name = "Ingot credentials",
        description = "The user and password, or the token, for one target. One configuration for each.")
@interface CredentialsConfig {
    @AttributeDefinition(
            name = "Name",
            required = false,
            description =
                    "The name by which deployments refer to these credentials. Empty: the part after ~ in the name of the"
                            + " configuration.")
    String name() default "";

    @AttributeDefinition(
            name = "Target",
            description =
                    "Where they are used: https://host:port/path/, for everything below the path, or a host, which means"
                            + " https. Scheme, host and port must be equal; the longest path wins.")
    String target() default "";

    @AttributeDefinition(name = "User", required = false, description = "The name of the user; needs a password.")
    String user() default "";

    @AttributeDefinition(
            name = "Password file",
            required = false,
            description = "Absolute path of the file that holds the password, at most 64 KiB; read at each use.")
    String passwordFile() default "";

    @AttributeDefinition(
            name = "Token file",
            required = false,
            description = "Absolute path of the file that holds a bearer's token, at most 64 KiB; read at each use.")
    String tokenFile() default "";

    @AttributeDefinition(
            name = "Password",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The password itself, which cm:getConfiguration shows. For trials only: name a file instead.")
    String _password() default "";

    @AttributeDefinition(
            name = "Token",
            required = false,
            type = AttributeType.PASSWORD,
            description = "The token itself, which cm:getConfiguration shows. For trials only: name a file instead.")
    String _token() default "";
}
