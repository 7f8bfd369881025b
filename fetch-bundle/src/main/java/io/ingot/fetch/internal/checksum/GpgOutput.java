// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of GnuPG ({@code gpg --print-md} and {@code --print-mds}): upper-case digits in groups, possibly on
 * several lines, after {@code NAME: }, which has its own line if it is long, and possibly {@code ALGORITHM = }. The
 * name is missing if GnuPG read standard input. Also reads {@code NAME: DIGEST} of other tools, and the format of
 * {@code --with-colons}.
 */
final class GpgOutput {
    private static final Pattern GROUPS = Pattern.compile(
            "(?:([A-Za-z0-9/-]{2,16}+) = )?+((?:[0-9A-Fa-f]{2}(?: {1,2}|$)){4,}+|(?:[0-9A-Fa-f]{4}(?: {1,2}|$)){2,}+"
                    + "|(?:[0-9A-Fa-f]{8}(?: |$)){2,}+|[0-9A-Fa-f]{32,}+)");
    private static final Pattern CONTINUATION = Pattern.compile(" ++((?:[0-9A-Fa-f]{2,8}(?: {1,2}|$))++)");
    private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{32,256}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,2}");
    private static final Pattern DIGEST_FIRST = Pattern.compile("[\\s\\\\]*+[0-9A-Fa-f]{32}.*+");
    private static final List<String> BY_NUMBER =
            List.of("", "md5", "sha1", "rmd160", "", "", "", "", "sha256", "sha384", "sha512", "sha224");
    private static final String SEPARATOR = ": ";

    private GpgOutput() {}

    static int read(List<String> lines, int index, ChecksumEntries entries) {
        String line = lines.get(index).stripTrailing();
        if (line.endsWith(":")) {
            return readColons(line, SourceLine.line(index + 1), entries)
                    ? 1
                    : readBelowName(lines, index, line, entries);
        }
        int separator = line.lastIndexOf(SEPARATOR);
        String name = separator < 0 ? "" : line.substring(0, separator).strip();
        String digest = separator < 0
                ? line.strip()
                : line.substring(separator).substring(1).strip();
        if (AlgorithmName.of(name).isPresent() || DIGEST_FIRST.matcher(name).matches()) {
            return 0;
        }
        Matcher groups = GROUPS.matcher(digest);
        boolean single = name.isEmpty() && digest.indexOf(' ') < 0;
        return groups.matches() && !single ? readDigits(lines, index, 1, name, groups, entries) : 0;
    }

    /** Reads a digest below its name, which GnuPG writes for names longer than half a line. */
    private static int readBelowName(List<String> lines, int index, String line, ChecksumEntries entries) {
        String name = line.substring(0, line.length() - 1).strip();
        if (name.isEmpty()
                || index + 1 >= lines.size()
                || AlgorithmName.of(name).isPresent()) {
            return 0;
        }
        String below = lines.get(index + 1).strip();
        Matcher groups = GROUPS.matcher(below);
        return groups.matches()
                        && below.indexOf(' ') >= 0
                        && AlgorithmHeading.of(index, line).isEmpty()
                ? readDigits(lines, index, 2, name, groups, entries)
                : 0;
    }

    /** @param count the lines up to and including the first one with digits */
    private static int readDigits(
            List<String> lines, int index, int count, String name, Matcher groups, ChecksumEntries entries) {
        Optional<String> algorithm = Optional.ofNullable(groups.group(1));
        StringBuilder digits = new StringBuilder(groups.group(2));
        int next = index + count;
        boolean grouped = groups.group(2).indexOf(' ') > 0;
        while (grouped && next < lines.size() && digits.length() < ChecksumFile.MAX_LINE_CHARACTERS) {
            Matcher more = CONTINUATION.matcher(lines.get(next).stripTrailing());
            if (!more.matches()) {
                break;
            }
            digits.append(more.group(1));
            next++;
        }
        WrittenDigest digest = new WrittenDigest(algorithm, digits.toString().replace(" ", ""));
        entries.addEntry(SourceLine.line(index + count), digest, name);
        return next - index;
    }

    private static boolean readColons(String line, SourceLine place, ChecksumEntries entries) {
        int beforeDigest = line.lastIndexOf(':', line.length() - 2);
        int beforeNumber = line.lastIndexOf(':', beforeDigest - 1);
        String digits = line.substring(beforeDigest + 1, line.length() - 1);
        String number = beforeNumber < 0 ? "" : line.substring(beforeNumber + 1, beforeDigest);
        if (!DIGITS.matcher(digits).matches() || !NUMBER.matcher(number).matches()) {
            return false;
        }
        int index = Integer.parseInt(number);
        String algorithm = index < BY_NUMBER.size() ? BY_NUMBER.get(index) : "";
        if (algorithm.isEmpty()) {
            return false;
        }
        entries.addEntry(place, new WrittenDigest(Optional.of(algorithm), digits), line.substring(0, beforeNumber));
        return true;
    }
}
