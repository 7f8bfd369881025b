// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import static io.ingot.fetch.internal.checksum.ChecksumText.refusal;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The checksums of a text: as GNU coreutils, BSD and OpenSSL write them, with comments, perhaps within the cleartext
 * signature framework of OpenPGP. What a line says that is none of these says nothing, but for a checksum that is damaged.
 * Does not change once it is parsed.
 */
final class ChecksumFile {
    private static final int MOST_LINES = 100_000;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int NAMES_SHOWN = 5;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

    private final String file;
    private final List<ChecksumLine> lines = new ArrayList<>();
    private final List<BrokenLine> broken = new ArrayList<>();
    private int content;

    private ChecksumFile(String file) {
        this.file = file;
    }

    /**
     * Reads it.
     *
     * @param file what to call it in messages
     * @throws ImageException INVALID_METADATA if it is too long, or has no checksum
     */
    static ChecksumFile parse(String text, String file) throws ImageException {
        List<String> all = List.of(LINE_END.split(text, MOST_LINES + 2));
        if (all.size() > MOST_LINES + 1) {
            throw refusal(file + " has more than " + MOST_LINES + " lines: no checksum file");
        }
        if (all.stream().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw refusal(file + " has a line of more than " + LONGEST_LINE + " characters: no checksum file");
        }
        List<String> plain = Cleartext.of(all);
        ChecksumFile read = new ChecksumFile(file);
        for (int index = 0; index < plain.size(); index++) {
            String line = plain.get(index).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read.take(index + 1, line);
            }
        }
        if (read.lines.isEmpty()) {
            if (!read.broken.isEmpty()) {
                throw read.refusalOf(read.broken.get(0));
            }
            String page = text.stripLeading().startsWith("<") ? "; it is a page of HTML or XML" : "";
            throw refusal("no line of " + file + " has a checksum" + page);
        }
        return read;
    }

    private void take(int number, String line) {
        content++;
        List<WrittenLine> readings = WrittenLine.readings(number, line);
        Optional<BrokenLine> fault = Optional.empty();
        for (WrittenLine reading : readings) {
            try {
                lines.add(new ChecksumLine(number, reading.checksum(), reading.path()));
                return;
            } catch (ImageException e) {
                if (fault.isEmpty() && reading.isMeantAsDigest()) {
                    fault = Optional.of(new BrokenLine(number, reading.path(), e.getMessage()));
                }
            }
        }
        fault.ifPresent(broken::add);
    }

    private ImageException refusalOf(BrokenLine line) {
        String named = line.path().isEmpty() ? "" : ", which names " + Shown.of(line.path()) + ",";
        return refusal("line " + line.number() + " of " + file + named + " is damaged: " + line.fault()
                + "; get a whole file");
    }

    /** The checksum of a file that consists of nothing else, whatever the image is called. */
    Optional<Checksum> alone() {
        ChecksumLine first = lines.get(0);
        return content == 1 && first.bare() ? Optional.of(first.checksum()) : Optional.empty();
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
                .mapToInt(line -> likeness(name, line.path()))
                .max()
                .orElse(0);
        for (BrokenLine line : broken) {
            int likeness = likeness(name, line.path());
            if (likeness > 0 && likeness >= best) {
                throw refusalOf(line);
            }
        }
        List<ChecksumLine> named = lines.stream()
                .filter(line -> best > 0 && likeness(name, line.path()) == best)
                .toList();
        Map<String, ChecksumLine> found = new LinkedHashMap<>();
        for (ChecksumLine line : named) {
            ChecksumLine other = found.putIfAbsent(line.checksum().algorithm(), line);
            if (other != null && !other.checksum().equals(line.checksum())) {
                throw ambiguous(
                        name,
                        named,
                        "lines " + other.number() + " and " + line.number() + " have different "
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
        return refusal(file + " is ambiguous: " + why + Shown.of(name)
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
        String wanted = names.stream().map(Shown::of).distinct().collect(Collectors.joining(" or "));
        return refusal("no line of " + file + " names " + wanted + "; it has " + inventory()
                + "; append #NAME to its URL to look for another name");
    }

    private String inventory() {
        List<String> names = lines.stream()
                .filter(line -> !line.bare())
                .map(ChecksumLine::path)
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return "checksums without names only, in " + lines.size() + (lines.size() == 1 ? " line" : " lines");
        }
        return shown(names);
    }

    private static String shown(List<String> names) {
        String shown = names.stream().limit(NAMES_SHOWN).map(Shown::of).collect(Collectors.joining(", "));
        return names.size() > NAMES_SHOWN ? shown + " and " + (names.size() - NAMES_SHOWN) + " more" : shown;
    }

    private static int likeness(WantedName name, String path) {
        int common = name.inCommonWith(path);
        return common == 0
                ? 0
                : 2 * common + (common == WantedName.segments(path).size() ? 1 : 0);
    }
}
