// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.deploy.Role;
import java.util.Optional;
import java.util.Set;

/** The file name of an image for the Anaconda installer, which recognizes an archive by its extension. */
final class KickstartFile {
    private static final String PROPERTY = "disk_file_extension";
    private static final Set<String> EXTENSIONS =
            Set.of(".img", ".tar", ".tbz", ".tgz", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz");

    private KickstartFile() {}

    static String name(ImageProperties properties, Findings findings) {
        Optional<String> extension = properties.value(PROPERTY);
        if (extension.filter(EXTENSIONS::contains).isEmpty()) {
            findings.warn("the image's property " + PROPERTY + " is "
                    + extension.map(Printable::quoted).orElse("not set")
                    + ": the installer will mount the image; for an archive, set it in image_properties to one of .img, .tar,"
                    + " .tbz, .tgz, .txz, .tar.gz, .tar.bz2, .tar.xz");
            return Role.IMAGE.text();
        }
        return Role.IMAGE.text() + extension.orElse("");
    }

    static boolean isName(String name) {
        String image = Role.IMAGE.text();
        return name.startsWith(image) && EXTENSIONS.contains(name.substring(image.length()));
    }
}
