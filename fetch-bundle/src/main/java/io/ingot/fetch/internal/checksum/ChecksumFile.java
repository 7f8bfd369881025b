// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import static io.ingot.fetch.internal.checksum.ChecksumText.refusal;

import io.ingot.common.text.Printable;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The checksums of a text: lines as written by GNU coreutils, BSD, OpenSSL, GnuPG and Windows, with comments and
 * headings, optionally in an OpenPGP cleartext signature; or JSON. Immutable.
 */
final class ChecksumFile {
    private static final int MAX_LINES = 100_000;
    /** The most characters of a line, or of a name in JSON. */
    static final int MAX_LINE_CHARACTERS = 8 * 1024;

    private static final int NAMES_SHOWN = 5;
    private static final int NAME_CHARACTERS = 60;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final String file;
    private final List<ChecksumLine> lines;
    private final List<BrokenLine> broken;
    private final boolean single;

    private ChecksumFile(String file, List<ChecksumLine> lines, List<BrokenLine> broken, boolean single) {
        this.file = file;
        this.lines = lines;
        this.broken = broken;
        this.single = single;
    }

    /**
     * Parses a checksum file.
     *
     * @param file names the file in messages
     * @param algorithm the one that the name of the file implies, if the number of digits would imply another one
     * @throws ImageException INVALID_METADATA if the text is too long, or contains no checksum
     */
    static ChecksumFile parse(String text, String file, Optional<String> algorithm) throws ImageException {
        ChecksumEntries entries = new ChecksumEntries(algorithm);
        if (JsonReader.isJson(text)) {
            JsonReader.read(text, file, entries);
        } else {
            LineReader.read(lines(text, file), entries);
        }
        ChecksumFile read = new ChecksumFile(file, entries.lines(), entries.broken(), entries.isSingle());
        if (read.lines.isEmpty()) {
            throw read.noChecksum(text);
        }
        return read;
    }

    private static List<String> lines(String text, String file) throws ImageException {
        List<String> lines = List.of(LINE_END.split(text, MAX_LINES + 2));
        if (lines.size() > MAX_LINES + 1) {
            throw refusal(file + " has more than " + MAX_LINES + " lines: it is not a checksum file");
        }
        if (lines.stream().anyMatch(line -> line.length() > MAX_LINE_CHARACTERS)) {
            throw refusal(file + " has a line of more than " + MAX_LINE_CHARACTERS
                    + " characters: it is not a checksum file" + Lookalike.of(text));
        }
        return lines;
    }

    /** Returns the failure for a file without a checksum. */
    private ImageException noChecksum(String text) {
        String like = broken.isEmpty() ? Lookalike.ofAll(text) : Lookalike.of(text);
        return like.isEmpty() && !broken.isEmpty()
                ? damagedLine(broken.get(0))
                : refusal("no line of " + file + " has a checksum" + like);
    }

    /**
     * Returns this file with another algorithm for digests whose algorithm only their length implies, if the length
     * fits.
     */
    ChecksumFile assuming(String algorithm) {
        return new ChecksumFile(
                file, lines.stream().map(line -> line.assuming(algorithm)).toList(), broken, single);
    }

    private ImageException damagedLine(BrokenLine line) {
        String named = line.path().isEmpty() ? "" : ", which names " + Printable.quoted(line.path()) + ",";
        return refusal(line.position() + " of " + file + named + " is damaged: " + line.fault()
                + "; get a complete copy of the file");
    }

    /** Returns the checksum of a file that consists of a single checksum without a name. */
    Optional<Checksum> singleChecksum() {
        ChecksumLine first = lines.get(0);
        return single && first.isUnnamed() ? Optional.of(first.checksum()) : Optional.empty();
    }

    /**
     * Returns the checksums of the lines that name an image, one for each algorithm. A path that has more segments in
     * common with the name is preferred; among equals, a whole path to the end of one. All checksums are of one path:
     * lines of several paths contradict each other unless one of these has all checksums.
     *
     * @return empty if no line names the image
     * @throws ImageException INVALID_METADATA if lines contradict each other or name different images, or if one has a
     *     damaged checksum
     */
    List<Checksum> checksumsOf(ImageName name) throws ImageException {
        int best = lines.stream()
                .mapToInt(line -> name.matchScore(line.path()))
                .max()
                .orElse(0);
        for (BrokenLine line : broken) {
            int score = name.matchScore(line.path());
            if (score > 0 && score >= best) {
                throw damagedLine(line);
            }
        }
        List<ChecksumLine> named = lines.stream()
                .filter(line -> best > 0 && name.matchScore(line.path()) == best)
                .toList();
        Map<String, ChecksumLine> found = new LinkedHashMap<>();
        for (ChecksumLine line : named) {
            ChecksumLine other = found.putIfAbsent(line.checksum().algorithm(), line);
            if (other != null && !other.checksum().equals(line.checksum())) {
                throw ambiguous(
                        name,
                        named,
                        SourceLine.both(other.position(), line.position()) + " have different "
                                + line.checksum().algorithm() + " checksums for ");
            }
        }
        Set<Checksum> all = named.stream().map(ChecksumLine::checksum).collect(Collectors.toSet());
        if (!named.isEmpty() && byPath(named).values().stream().noneMatch(all::equals)) {
            throw ambiguous(name, named, "lines of different paths have checksums of different algorithms for ");
        }
        return found.values().stream().map(ChecksumLine::checksum).toList();
    }

    private ImageException ambiguous(ImageName name, List<ChecksumLine> named, String why) {
        Set<List<String>> paths = byPath(named).keySet();
        return refusal(file + " is ambiguous: " + why + Printable.quoted(name.toString())
                + (paths.size() == 1
                        ? ", with the same path"
                        : ": "
                                + quotedNames(paths.stream()
                                        .map(path -> String.join("/", path))
                                        .toList()) + "; append #PATH to its URL to say which is meant"));
    }

    private static Map<List<String>, Set<Checksum>> byPath(List<ChecksumLine> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        line -> ImageName.segments(line.path()),
                        LinkedHashMap::new,
                        Collectors.mapping(ChecksumLine::checksum, Collectors.toSet())));
    }

    /** Returns the failure for a file that has none of the names. */
    ImageException noEntryFor(List<ImageName> names) {
        if (names.isEmpty()) {
            return refusal("the reference of the image has no name to look for in " + file + ", which has "
                    + listedNames() + "; append #NAME to its URL");
        }
        String searched = names.stream()
                .map(ImageName::toString)
                .map(Printable::quoted)
                .distinct()
                .collect(Collectors.joining(" or "));
        return refusal("no line of " + file + " names " + searched + "; it has " + listedNames()
                + (hasCutPaths() ? "; some paths are cut off: write the list by Format-List of PowerShell" : "")
                + "; append #NAME to its URL to look for another name");
    }

    private boolean hasCutPaths() {
        return lines.stream()
                .anyMatch(line -> line.path().endsWith("...") || line.path().endsWith("…"));
    }

    private String listedNames() {
        List<String> names = lines.stream()
                .filter(line -> !line.isUnnamed())
                .map(line -> shortened(line.path()))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return "only checksums without names, in " + lines.size() + (lines.size() == 1 ? " line" : " lines");
        }
        return quotedNames(names);
    }

    /** Shortens a long path to its last segment. */
    private static String shortened(String path) {
        List<String> segments = ImageName.segments(path);
        return path.length() <= NAME_CHARACTERS || segments.isEmpty() ? path : segments.get(segments.size() - 1);
    }

    private static String quotedNames(List<String> names) {
        String shown = names.stream()
                .limit(NAMES_SHOWN)
                .map(name -> Printable.quoted(name, NAME_CHARACTERS))
                .collect(Collectors.joining(", "));
        return names.size() > NAMES_SHOWN ? shown + " and " + (names.size() - NAMES_SHOWN) + " more" : shown;
    }
}
