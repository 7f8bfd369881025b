// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Ingot OpenPGP", description = "Which keys may sign checksum files.")
@interface OpenPgpConfig {
    @AttributeDefinition(
            name = "Key files",
            required = false,
            description =
                    "Absolute paths of the files that hold the trusted public keys, armored or binary, at most 4 MiB each;"
                            + " read at each use. Empty: no key is trusted.")
    String[] keyFiles() default {};
}
