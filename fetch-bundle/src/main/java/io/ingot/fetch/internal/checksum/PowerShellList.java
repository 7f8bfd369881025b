// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of {@code Get-FileHash | Format-List} of PowerShell: {@code Algorithm}, {@code Hash} and {@code Path} of a
 * file, each on its own line or, if the value is long, on several. An empty line ends an entry.
 */
final class PowerShellList {
    private static final Pattern PROPERTY = Pattern.compile("(Algorithm|Hash|Path)\\s*+:\\s*+(.*+)");
    private static final String HASH = "Hash";

    private PowerShellList() {}

    static int read(List<String> lines, int index, ChecksumEntries entries) {
        Map<String, StringBuilder> values = new HashMap<>();
        StringBuilder last = new StringBuilder();
        int hashLine = index;
        int next = index;
        while (next < lines.size() && !lines.get(next).isBlank()) {
            String line = lines.get(next).stripTrailing();
            Matcher property = PROPERTY.matcher(line);
            if (property.matches()) {
                last = new StringBuilder(property.group(2));
                if (values.putIfAbsent(property.group(1), last) != null) {
                    break;
                }
                hashLine = property.group(1).equals(HASH) ? next : hashLine;
            } else if (values.isEmpty() || !Character.isWhitespace(line.charAt(0))) {
                break;
            } else {
                last.append(line.strip());
            }
            next++;
        }
        if (values.size() < 2 || !values.containsKey(HASH)) {
            return 0;
        }
        Optional<String> algorithm =
                Optional.ofNullable(values.get("Algorithm")).map(StringBuilder::toString);
        String path = String.valueOf(values.getOrDefault("Path", new StringBuilder()));
        entries.addEntry(
                SourceLine.line(hashLine + 1), new WrittenDigest(algorithm, String.valueOf(values.get(HASH))), path);
        return next - index;
    }
}
