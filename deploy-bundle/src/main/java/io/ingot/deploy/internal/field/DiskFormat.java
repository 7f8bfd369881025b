// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.field;

import io.ingot.common.text.NearestName;
import io.ingot.common.text.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The format that an operator says the disk has. */
final class DiskFormat {
    /** Those of catalogues, and those that Ironic tells apart in a file. */
    private static final Set<String> KNOWN = Set.of(
            "aki", "ami", "ari", "gpt", "iso", "luks", "ploop", "qcow", "qcow2", "qed", "raw", "vdi", "vhd", "vhdx",
            "vmdk");

    private static final String EXAMPLE = "qcow2";

    private DiskFormat() {}

    /** In lower case; one that nobody knows is taken all the same, with a warning. */
    static Optional<String> of(FieldReader reader, Findings findings) {
        Optional<String> format =
                reader.text(Field.DISK_FORMAT, EXAMPLE).map(text -> text.strip().toLowerCase(Locale.ROOT));
        format.filter(name -> !KNOWN.contains(name))
                .ifPresent(name -> findings.warn(Field.DISK_FORMAT + " is " + Printable.quoted(name)
                        + ", a format that nobody knows"
                        + NearestName.to(name, KNOWN)
                                .map(nearest -> " (perhaps " + nearest + " is meant)")
                                .orElse("")));
        return format;
    }
}
