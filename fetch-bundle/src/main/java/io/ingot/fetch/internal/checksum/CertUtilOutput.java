// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of {@code certutil -hashfile} of Windows: the algorithm and the name on one line, the digest on the next
 * (older versions separate its bytes by blanks), then a line that names the command.
 */
final class CertUtilOutput {
    /** In English, German, French, Spanish, Portuguese, Italian and Dutch. */
    private static final Pattern NAME = Pattern.compile(
            "(?:\\p{L}++ )?+((?i:md[245]|sha[0-9]{1,3}))(?:[ -]\\p{L}++)? (?:of|von|der|de|du|del|di|do|da|van) "
                    + "(?:file |Datei |fichier |archivo |arquivo )?+(.++)(?<=:)");

    private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{8,}+|(?:[0-9A-Fa-f]{2}(?: |$)){4,}+");

    private CertUtilOutput() {}

    static int read(List<String> lines, int index, ChecksumEntries entries) {
        Matcher name = NAME.matcher(lines.get(index).strip());
        if (!name.matches() || index + 1 >= lines.size()) {
            return 0;
        }
        String digest = lines.get(index + 1).strip();
        if (!DIGEST.matcher(digest).matches()) {
            return 0;
        }
        String path = name.group(2).substring(0, name.group(2).length() - 1).strip();
        entries.addEntry(
                SourceLine.line(index + 2),
                new WrittenDigest(Optional.of(name.group(1)), digest.replace(" ", "")),
                path);
        int next = index + 2;
        return next < lines.size() && lines.get(next).startsWith("CertUtil:") ? 3 : 2;
    }
}
