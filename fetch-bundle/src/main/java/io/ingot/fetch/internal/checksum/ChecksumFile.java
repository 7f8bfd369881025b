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
 * The checksums of a text: lines as GNU coreutils, BSD, OpenSSL, GnuPG and Windows write them, with comments and headings,
 * perhaps within the cleartext signature framework of OpenPGP; or JSON. Immutable.
 */
final class ChecksumFile {
    private static final int MOST_LINES = 100_000;
    /** The most characters of a line, or of a name in JSON. */
    static final int LONGEST_LINE = 8 * 1024;

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
     * Reads it.
     *
     * @param file what to call it in messages
     * @param algorithm the one that the file has by its own name, where that says more than the number of digits
     * @throws ImageException INVALID_METADATA if it is too long, or has no checksum
     */
    static ChecksumFile parse(String text, String file, Optional<String> algorithm) throws ImageException {
        ChecksumEntries entries = new ChecksumEntries(algorithm);
        if (JsonReader.isJson(text)) {
            JsonReader.read(text, file, entries);
        } else {
            LineReader.read(lines(text, file), entries);
        }
        ChecksumFile read = new ChecksumFile(file, entries.lines(), entries.broken(), entries.single());
        if (read.lines.isEmpty()) {
            throw read.without(text);
        }
        return read;
    }

    private static List<String> lines(String text, String file) throws ImageException {
        List<String> lines = List.of(LINE_END.split(text, MOST_LINES + 2));
        if (lines.size() > MOST_LINES + 1) {
            throw refusal(file + " has more than " + MOST_LINES + " lines: it is not a checksum file");
        }
        if (lines.stream().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw refusal(file + " has a line of more than " + LONGEST_LINE + " characters: it is not a checksum file"
                    + Lookalike.of(text));
        }
        return lines;
    }

    /** The error that it has no checksum. */
    private ImageException without(String text) {
        String like = broken.isEmpty() ? Lookalike.ofAll(text) : Lookalike.of(text);
        return like.isEmpty() && !broken.isEmpty()
                ? refusalOf(broken.get(0))
                : refusal("no line of " + file + " has a checksum" + like);
    }

    /** The same file, where digits whose algorithm only their number tells are those of an algorithm, if they fit. */
    ChecksumFile assuming(String algorithm) {
        return new ChecksumFile(
                file, lines.stream().map(line -> line.assuming(algorithm)).toList(), broken, single);
    }

    private ImageException refusalOf(BrokenLine line) {
        String named = line.path().isEmpty() ? "" : ", which names " + Printable.quoted(line.path()) + ",";
        return refusal(line.place() + " of " + file + named + " is damaged: " + line.fault() + "; get a whole file");
    }

    /** The checksum of a file that consists of nothing else, whatever the image is called. */
    Optional<Checksum> alone() {
        ChecksumLine first = lines.get(0);
        return single && first.bare() ? Optional.of(first.checksum()) : Optional.empty();
    }

    /**
     * The checksums on the lines that name an image, one of each algorithm. A path that has more in common with the
     * wanted one counts more; where that is equal, a whole path counts more than the end of one. All of them are of one
     * path: lines of several paths are no contradiction only while what one of them has is all that they have.
     *
     * @return none if no line names it
     * @throws ImageException INVALID_METADATA if two lines contradict each other, or are of two images, or one has a damaged
     *     checksum
     */
    List<Checksum> of(WantedName name) throws ImageException {
        int best = lines.stream()
                .mapToInt(line -> name.likeness(line.path()))
                .max()
                .orElse(0);
        for (BrokenLine line : broken) {
            int likeness = name.likeness(line.path());
            if (likeness > 0 && likeness >= best) {
                throw refusalOf(line);
            }
        }
        List<ChecksumLine> named = lines.stream()
                .filter(line -> best > 0 && name.likeness(line.path()) == best)
                .toList();
        Map<String, ChecksumLine> found = new LinkedHashMap<>();
        for (ChecksumLine line : named) {
            ChecksumLine other = found.putIfAbsent(line.checksum().algorithm(), line);
            if (other != null && !other.checksum().equals(line.checksum())) {
                throw ambiguous(
                        name,
                        named,
                        SourceLine.both(other.place(), line.place()) + " have different "
                                + line.checksum().algorithm() + " checksums for ");
            }
        }
        Set<Checksum> all = named.stream().map(ChecksumLine::checksum).collect(Collectors.toSet());
        if (!named.isEmpty() && byPath(named).values().stream().noneMatch(all::equals)) {
            throw ambiguous(name, named, "lines of different paths have checksums of different algorithms for ");
        }
        return found.values().stream().map(ChecksumLine::checksum).toList();
    }

    private ImageException ambiguous(WantedName name, List<ChecksumLine> named, String why) {
        Set<List<String>> paths = byPath(named).keySet();
        return refusal(file + " is ambiguous: " + why + Printable.quoted(name.toString())
                + (paths.size() == 1
                        ? ", all of one path; it contradicts itself"
                        : ": "
                                + shown(paths.stream()
                                        .map(path -> String.join("/", path))
                                        .toList()) + "; append #PATH to its URL to say which is meant"));
    }

    private static Map<List<String>, Set<Checksum>> byPath(List<ChecksumLine> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        line -> WantedName.segments(line.path()),
                        LinkedHashMap::new,
                        Collectors.mapping(ChecksumLine::checksum, Collectors.toSet())));
    }

    /** The error that none of these names is on any line. */
    ImageException missing(List<WantedName> names) {
        if (names.isEmpty()) {
            return refusal("the reference of the image has no name to look for in " + file + ", which has "
                    + inventory() + "; append #NAME to its URL");
        }
        String wanted = names.stream()
                .map(WantedName::toString)
                .map(Printable::quoted)
                .distinct()
                .collect(Collectors.joining(" or "));
        return refusal("no line of " + file + " names " + wanted + "; it has " + inventory()
                + (hasCutPaths() ? "; PowerShell has cut off paths: let it write the list by Format-List" : "")
                + "; append #NAME to its URL to look for another name");
    }

    private boolean hasCutPaths() {
        return lines.stream()
                .anyMatch(line -> line.path().endsWith("...") || line.path().endsWith("…"));
    }

    private String inventory() {
        List<String> names = lines.stream()
                .filter(line -> !line.bare())
                .map(line -> shortened(line.path()))
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return "checksums without names only, in " + lines.size() + (lines.size() == 1 ? " line" : " lines");
        }
        return shown(names);
    }

    /** A long path is known best by its end. */
    private static String shortened(String path) {
        List<String> segments = WantedName.segments(path);
        return path.length() <= NAME_CHARACTERS || segments.isEmpty() ? path : segments.get(segments.size() - 1);
    }

    private static String shown(List<String> names) {
        String shown = names.stream()
                .limit(NAMES_SHOWN)
                .map(name -> Printable.quoted(name, NAME_CHARACTERS))
                .collect(Collectors.joining(", "));
        return names.size() > NAMES_SHOWN ? shown + " and " + (names.size() - NAMES_SHOWN) + " more" : shown;
    }
}
