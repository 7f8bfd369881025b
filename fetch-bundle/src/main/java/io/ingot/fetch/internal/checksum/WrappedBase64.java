// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A SHA-512 in base64 without a name, on two lines, as written by {@code base64} and {@code openssl base64}. */
final class WrappedBase64 {
    private static final Pattern BEGIN = Pattern.compile("[A-Za-z0-9+/]{64}(?:[A-Za-z0-9+/]{12})?+");
    private static final Pattern END = Pattern.compile("[A-Za-z0-9+/]{10}(?:[A-Za-z0-9+/]{12})?+==");
    private static final int CHARACTERS = 88;

    private WrappedBase64() {}

    static int read(List<String> lines, int index, ChecksumEntries entries) {
        String begin = lines.get(index).strip();
        if (!BEGIN.matcher(begin).matches() || index + 1 >= lines.size()) {
            return 0;
        }
        String end = lines.get(index + 1).strip();
        if (begin.length() + end.length() != CHARACTERS || !END.matcher(end).matches()) {
            return 0;
        }
        entries.addEntry(SourceLine.line(index + 1), new WrittenDigest(Optional.empty(), begin + end), "");
        return 2;
    }
}
