// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.demo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A range of bytes of a request, both ends included (RFC 9110 §14.1.2). */
record ByteRange(int first, int last) {
    private static final Pattern HEADER = Pattern.compile("bytes=(\\d{1,9})-(\\d{0,9})");

    /** Parses the range of a header; absent if there is none or an unsupported one, so that the whole image is sent. */
    static Optional<ByteRange> of(@Nullable String header, int size) {
        Matcher matcher = HEADER.matcher(header == null ? "" : header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Integer.parseInt(matcher.group(2)));
        return first <= last ? Optional.of(new ByteRange(first, last)) : Optional.empty();
    }

    int length() {
        return last - first + 1;
    }

    String contentRange(int size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
