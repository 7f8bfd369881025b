// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.ImageException;
import java.util.List;
import java.util.Optional;

/**
 * Reads checksum files that consist of lines. Lines of unknown formats are skipped, unless they contain a damaged
 * checksum.
 */
final class LineReader {
    private static final List<LineFormat> FORMATS = List.of(
            CertUtilOutput::read,
            PowerShellTable::read,
            PowerShellList::read,
            WrappedBase64::read,
            GpgOutput::read,
            LineReader::readOne);
    private static final String ARMOR_BEGIN = "-----BEGIN ";
    private static final String ARMOR_END = "-----END ";

    private LineReader() {}

    /** Reads all lines, or only the signed ones if the text has a cleartext signature. */
    static void read(List<String> all, ChecksumEntries entries) {
        List<String> lines = SignedLines.of(all);
        boolean signed = lines != all;
        int index = 0;
        while (index < lines.size()) {
            index += signed ? 0 : armorLines(lines, index);
            if (index < lines.size()) {
                index += readAt(lines, index, entries);
            }
        }
    }

    private static int readAt(List<String> lines, int index, ChecksumEntries entries) {
        for (LineFormat format : FORMATS) {
            int count = format.read(lines, index, entries);
            if (count > 0) {
                return count;
            }
        }
        throw new IllegalStateException("the last format reads any line");
    }

    /** Returns the number of lines of a block of base64, such as a signature or a key. */
    private static int armorLines(List<String> lines, int index) {
        if (!lines.get(index).startsWith(ARMOR_BEGIN)) {
            return 0;
        }
        int next = index + 1;
        while (next < lines.size() && !lines.get(next).startsWith(ARMOR_END)) {
            next++;
        }
        return Math.min(next + 1, lines.size()) - index;
    }

    private static int readOne(List<String> lines, int index, ChecksumEntries entries) {
        String line = lines.get(index);
        String text = line.strip();
        Optional<AlgorithmHeading> heading = AlgorithmHeading.of(index + 1, text);
        if (heading.isPresent()) {
            entries.setHeading(heading.get());
        } else if (!text.isEmpty() && !isComment(text)) {
            readEntry(SourceLine.line(index + 1), line, entries);
        }
        return 1;
    }

    /** Whether a line is a comment. Two slashes without a blank may also begin a digest in base64. */
    private static boolean isComment(String text) {
        return text.startsWith("#") || text.startsWith(";") || text.equals("//") || text.startsWith("// ");
    }

    private static void readEntry(SourceLine position, String line, ChecksumEntries entries) {
        boolean sized = Character.isWhitespace(line.charAt(0))
                && entries.heading().filter(AlgorithmHeading::sized).isPresent();
        Optional<BrokenLine> fault = Optional.empty();
        for (WrittenLine reading : WrittenLine.readings(line, sized)) {
            if (!reading.digest().isPossible()) {
                continue;
            }
            try {
                entries.add(entries.line(position, reading.digest(), reading.path()));
                return;
            } catch (ImageException e) {
                if (fault.isEmpty() && reading.digest().isIntendedAsDigest()) {
                    fault = Optional.of(new BrokenLine(position, reading.path(), e.getMessage()));
                }
            }
        }
        fault.ifPresentOrElse(entries::add, entries::skipLine);
    }
}
