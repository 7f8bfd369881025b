// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.common.text.CleartextFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Finds the lines of a checksum file that are inside a cleartext signature. Verifies nothing. */
final class SignedLines {
    private SignedLines() {}

    /** Returns the text of the first signed message, with all other lines empty; every line if there is none. */
    static List<String> of(List<String> lines) {
        int begin = CleartextFormat.next(lines, 0, CleartextFormat.BEGIN);
        if (begin < 0) {
            return lines;
        }
        int text = CleartextFormat.text(lines, begin);
        int signature = CleartextFormat.next(lines, text, CleartextFormat.SIGNATURE);
        int end = signature < 0 ? lines.size() : signature;
        List<String> message = new ArrayList<>(Collections.nCopies(lines.size(), ""));
        for (int index = text; index < end; index++) {
            String line = lines.get(index);
            message.set(index, CleartextFormat.unescaped(line).orElse(line));
        }
        return message;
    }
}
