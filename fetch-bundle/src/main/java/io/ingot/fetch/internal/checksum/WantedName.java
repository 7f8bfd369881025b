// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.image.ImageReference;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The name by which an image is looked for: a path of at least one segment, each as it is in a file system.
 *
 * @param segments none of them empty
 */
record WantedName(List<String> segments) {
    /** The path of a reference, percent-decoded (RFC 3986 §2.1); absent if it ends in a slash or there is none. */
    static Optional<WantedName> of(ImageReference reference) {
        return reference.fileName().isEmpty() ? Optional.empty() : written(reference.path());
    }

    /** A percent-encoded name; absent if it is empty. */
    static Optional<WantedName> written(String encoded) {
        List<String> segments =
                segments(encoded).stream().map(WantedName::decoded).toList();
        return segments.isEmpty() ? Optional.empty() : Optional.of(new WantedName(segments));
    }

    /** How many segments at its end a path has in common with this. */
    int inCommonWith(String path) {
        List<String> other = segments(path);
        int count = 0;
        while (count < Math.min(other.size(), segments.size())
                && other.get(other.size() - 1 - count).equals(segments.get(segments.size() - 1 - count))) {
            count++;
        }
        return count;
    }

    /** The segments of a path that say something: none is empty or a dot. */
    static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty() && !segment.equals("."))
                .toList();
    }

    /** The last segment. */
    @Override
    public String toString() {
        return segments.get(segments.size() - 1);
    }

    private static String decoded(String segment) {
        byte[] encoded = segment.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length);
        for (int index = 0; index < encoded.length; index++) {
            if (encoded[index] != '%') {
                bytes.write(encoded[index]);
            } else if (index + 2 < encoded.length
                    && HexFormat.isHexDigit(encoded[index + 1])
                    && HexFormat.isHexDigit(encoded[index + 2])) {
                bytes.write(
                        HexFormat.fromHexDigit(encoded[index + 1]) << 4 | HexFormat.fromHexDigit(encoded[index + 2]));
                index += 2;
            } else {
                return segment;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
