// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.common.text.PercentEncoding;
import io.ingot.image.ImageReference;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name by which an image is searched for: a path of at least one segment, decoded.
 *
 * @param segments none of them empty
 */
record ImageName(List<String> segments) {
    private static final Pattern SLASHES = Pattern.compile("/");
    private static final Pattern ANY_SLASHES = Pattern.compile("[/\\\\]");
    private static final Pattern ORIGIN = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*+://[^/?#]*+");
    private static final Pattern QUERY = Pattern.compile("[?#]");

    /**
     * Returns the path of a reference, percent-decoded (RFC 3986 §2.1); empty if it ends in a slash or there is none.
     */
    static Optional<ImageName> of(ImageReference reference) {
        return reference.fileName().isEmpty() ? Optional.empty() : ofEncoded(reference.path());
    }

    /** Returns a percent-encoded name; empty if it has no segments. */
    static Optional<ImageName> ofEncoded(String encoded) {
        List<String> segments =
                segments(encoded, SLASHES).stream().map(ImageName::decoded).toList();
        return segments.isEmpty() ? Optional.empty() : Optional.of(new ImageName(segments));
    }

    /**
     * Returns how well a path matches at its end: the score grows with each common segment, and is higher for a whole
     * path than for the end of one; 0 if there is no match. A backslash separates segments, as on Windows, or is part
     * of one.
     */
    int matchScore(String path) {
        return Math.max(matchScore(segments(path, SLASHES)), path.indexOf('\\') < 0 ? 0 : matchScore(segments(path)));
    }

    private int matchScore(List<String> path) {
        int common = commonSegments(path);
        return common == 0 ? 0 : 2 * common + (common == path.size() ? 1 : 0);
    }

    private int commonSegments(List<String> other) {
        int count = 0;
        while (count < Math.min(other.size(), segments.size())
                && other.get(other.size() - 1 - count).equals(segments.get(segments.size() - 1 - count))) {
            count++;
        }
        return count;
    }

    /** Returns the segments of a path that are neither empty nor a dot. */
    static List<String> segments(String path) {
        return segments(path, ANY_SLASHES);
    }

    private static List<String> segments(String path, Pattern slash) {
        return slash.splitAsStream(path)
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
    }

    /** Returns the path of a URL, percent-decoded. */
    static String decodedPath(String url) {
        String path = QUERY.split(ORIGIN.matcher(url).replaceFirst(""), 2)[0];
        return SLASHES.splitAsStream(path).map(ImageName::decoded).collect(Collectors.joining("/"));
    }

    /** Returns the last segment. */
    @Override
    public String toString() {
        return segments.get(segments.size() - 1);
    }

    private static String decoded(String segment) {
        return PercentEncoding.decode(segment).orElse(segment);
    }
}
