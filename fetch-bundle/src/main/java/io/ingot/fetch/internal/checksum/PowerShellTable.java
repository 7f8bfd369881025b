// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The output of {@code Get-FileHash} of PowerShell: the names of the columns, a line of dashes, then a line for each
 * file until an empty line. Only the path may contain blanks.
 */
final class PowerShellTable {
    private static final String ALGORITHM = "Algorithm";
    private static final String HASH = "Hash";
    private static final String PATH = "Path";
    private static final List<String> COLUMNS = List.of(ALGORITHM, HASH, PATH);
    private static final Pattern DASHES = Pattern.compile("(?: *+-++)++ *+");
    private static final Pattern BLANKS = Pattern.compile("\\s++");

    private PowerShellTable() {}

    static int read(List<String> lines, int index, ChecksumEntries entries) {
        List<String> columns = columns(lines.get(index));
        if (!columns.contains(HASH)
                || columns.size() < 2
                || index + 1 >= lines.size()
                || !DASHES.matcher(lines.get(index + 1)).matches()) {
            return 0;
        }
        int next = index + 2;
        while (next < lines.size() && !lines.get(next).isBlank()) {
            readRow(columns, lines.get(next).strip(), SourceLine.line(next + 1), entries);
            next++;
        }
        return next - index;
    }

    private static List<String> columns(String line) {
        List<String> names = List.of(BLANKS.split(line.strip(), COLUMNS.size() + 1));
        boolean known = COLUMNS.containsAll(names)
                && names.size() == names.stream().distinct().count();
        return known ? names : List.of();
    }

    private static void readRow(List<String> columns, String line, SourceLine position, ChecksumEntries entries) {
        Optional<List<String>> cells = cells(columns, line);
        if (cells.isEmpty()) {
            entries.skipLine();
            return;
        }
        Optional<String> algorithm = cell(columns, cells.get(), ALGORITHM);
        String hash = cell(columns, cells.get(), HASH).orElse("");
        entries.addEntry(
                position,
                new WrittenDigest(algorithm, hash),
                cell(columns, cells.get(), PATH).orElse(""));
    }

    /** Splits a line into one cell for each column; empty if there are too few. */
    private static Optional<List<String>> cells(List<String> columns, String line) {
        int path = columns.indexOf(PATH);
        int behind = path < 0 ? 0 : columns.size() - 1 - path;
        String rest = line;
        List<String> last = new ArrayList<>();
        for (int count = 0; count < behind; count++) {
            int blank = Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\t'));
            if (blank < 0) {
                return Optional.empty();
            }
            last.add(0, rest.substring(blank + 1));
            rest = rest.substring(0, blank).stripTrailing();
        }
        List<String> cells = new ArrayList<>(List.of(BLANKS.split(rest, columns.size() - behind)));
        cells.addAll(last);
        return cells.size() == columns.size() ? Optional.of(cells) : Optional.empty();
    }

    private static Optional<String> cell(List<String> columns, List<String> cells, String column) {
        int index = columns.indexOf(column);
        return index < 0 ? Optional.empty() : Optional.of(cells.get(index));
    }
}
