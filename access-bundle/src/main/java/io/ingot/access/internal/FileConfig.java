// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(pid = "io.ingot.file", name = "Ingot files", description = "Which local files may be images.")
@interface FileConfig {
    @AttributeDefinition(
            name = "Allowed paths",
            required = false,
            description =
                    "Folders whose files, and all below them, may be read as images; absolute, or below {home}, the"
                            + " instance's folder. Empty: no local file is read. Never allowed: /dev /sys /proc /boot"
                            + " /etc /run.")
    String[] allowedPaths() default {"/var/lib/ingot/images", "{home}/images"};
}
