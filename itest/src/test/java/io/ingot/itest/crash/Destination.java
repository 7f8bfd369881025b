// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import io.ingot.testing.http.OriginImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A destination with its former and its expected content. */
final class Destination {
    private static final byte[] ABSENT = {};

    private final Path path;
    private final byte[] before;
    private final OriginImage expected;

    private Destination(Path path, byte[] before, OriginImage expected) {
        this.path = path;
        this.before = before;
        this.expected = expected;
    }

    static Destination empty(Path path, OriginImage expected) {
        return new Destination(path, ABSENT, expected);
    }

    static Destination occupied(Path path, byte[] before, OriginImage expected) throws IOException {
        Files.write(path, before);
        return new Destination(path, before, expected);
    }

    Path path() {
        return path;
    }

    OriginImage expected() {
        return expected;
    }

    /** Compares the content: "absent", "as before" or "expected"; or a description of the damage. */
    String state() throws IOException {
        if (!Files.exists(path)) {
            return before.length == 0 ? "absent" : "missing: " + path;
        }
        byte[] now = Files.readAllBytes(path);
        if (Arrays.equals(now, expected.content())) {
            return "expected";
        }
        if (before.length > 0 && Arrays.equals(now, before)) {
            return "as before";
        }
        return "damaged: %s has %d bytes, the first difference is at %d of %d"
                .formatted(path, now.length, Arrays.mismatch(now, expected.content()), expected.size());
    }
}
