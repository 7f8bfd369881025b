// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.common.text.PercentEncoding;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name by which an image is looked for: a path of at least one segment, each as it is in a file system.
 *
 * @param segments none of them empty
 */
record WantedName(List<String> segments) {
    private static final Pattern SLASHES = Pattern.compile("/");
    private static final Pattern ANY_SLASHES = Pattern.compile("[/\\\\]");
    private static final Pattern ORIGIN = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*+://[^/?#]*+");
    private static final Pattern QUERY = Pattern.compile("[?#]");

    /** The path of a reference, percent-decoded (RFC 3986 §2.1); absent if it ends in a slash or there is none. */
    static Optional<WantedName> of(ImageReference reference) {
        return reference.fileName().isEmpty() ? Optional.empty() : written(reference.path());
    }

    /** A percent-encoded name; absent if it is empty. */
    static Optional<WantedName> written(String encoded) {
        List<String> segments =
                segments(encoded, SLASHES).stream().map(WantedName::decoded).toList();
        return segments.isEmpty() ? Optional.empty() : Optional.of(new WantedName(segments));
    }

    /**
     * How much a path has in common with this at its end: more for each segment, and for a whole path more than for the end of
     * one; 0 if it names something else. A backslash parts segments, as Windows has it, or is a part of one.
     */
    int likeness(String path) {
        return Math.max(likeness(segments(path, SLASHES)), path.indexOf('\\') < 0 ? 0 : likeness(segments(path)));
    }

    private int likeness(List<String> path) {
        int common = inCommonWith(path);
        return common == 0 ? 0 : 2 * common + (common == path.size() ? 1 : 0);
    }

    private int inCommonWith(List<String> other) {
        int count = 0;
        while (count < Math.min(other.size(), segments.size())
                && other.get(other.size() - 1 - count).equals(segments.get(segments.size() - 1 - count))) {
            count++;
        }
        return count;
    }

    /** The segments of a path that say something: none is empty or a dot. */
    static List<String> segments(String path) {
        return segments(path, ANY_SLASHES);
    }

    private static List<String> segments(String path, Pattern slash) {
        return slash.splitAsStream(path)
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
    }

    /** The path of a URL, percent-decoded. */
    static String decodedPath(String url) {
        String path = QUERY.split(ORIGIN.matcher(url).replaceFirst(""), 2)[0];
        return SLASHES.splitAsStream(path).map(WantedName::decoded).collect(Collectors.joining("/"));
    }

    /** The last segment. */
    @Override
    public String toString() {
        return segments.get(segments.size() - 1);
    }

    private static String decoded(String segment) {
        return PercentEncoding.decode(segment).orElse(segment);
    }
}
