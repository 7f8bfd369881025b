// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.crash;

import io.ingot.testing.http.OriginImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A destination, what stood there before, and what is to stand there. */
final class Destination {
    private static final byte[] NOTHING = {};

    private final Path path;
    private final byte[] before;
    private final OriginImage wanted;

    private Destination(Path path, byte[] before, OriginImage wanted) {
        this.path = path;
        this.before = before;
        this.wanted = wanted;
    }

    static Destination empty(Path path, OriginImage wanted) {
        return new Destination(path, NOTHING, wanted);
    }

    static Destination occupied(Path path, byte[] before, OriginImage wanted) throws IOException {
        Files.write(path, before);
        return new Destination(path, before, wanted);
    }

    Path path() {
        return path;
    }

    OriginImage wanted() {
        return wanted;
    }

    /** What stands there now: "absent", "as before", "right"; or what is wrong with it. */
    String state() throws IOException {
        if (!Files.exists(path)) {
            return before.length == 0 ? "absent" : "gone: " + path;
        }
        byte[] now = Files.readAllBytes(path);
        if (Arrays.equals(now, wanted.content())) {
            return "right";
        }
        if (before.length > 0 && Arrays.equals(now, before)) {
            return "as before";
        }
        return "wrong: %s has %d bytes, the first wrong one is %d of %d"
                .formatted(path, now.length, Arrays.mismatch(now, wanted.content()), wanted.size());
    }
}
