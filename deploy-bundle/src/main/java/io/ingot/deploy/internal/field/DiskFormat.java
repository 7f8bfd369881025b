// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.common.text.NearestName;
import io.ingot.common.text.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads {@code image_disk_format}. */
final class DiskFormat {
    /** The formats of Glance, and those that Ironic recognizes in a file. */
    private static final Set<String> KNOWN = Set.of(
            "aki", "ami", "ari", "gpt", "iso", "luks", "ploop", "qcow", "qcow2", "qed", "raw", "vdi", "vhd", "vhdx",
            "vmdk");

    private static final String EXAMPLE = "qcow2";

    private DiskFormat() {}

    /** The format in lower case. An unknown one is accepted, with a warning. */
    static Optional<String> of(FieldReader reader, Findings findings) {
        Optional<String> format =
                reader.text(Field.DISK_FORMAT, EXAMPLE).map(text -> text.strip().toLowerCase(Locale.ROOT));
        format.filter(name -> !KNOWN.contains(name))
                .ifPresent(name -> findings.warn(Field.DISK_FORMAT + " is " + Printable.quoted(name)
                        + ", an unknown format"
                        + NearestName.to(name, KNOWN)
                                .map(nearest -> "; did you mean " + nearest + "?")
                                .orElse("")));
        return format;
    }
}
