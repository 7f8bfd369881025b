// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.image.ImageReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The checked form of {@link OpenPgpConfig}.
 *
 * @param keyFiles absolute paths
 */
record OpenPgpSettings(List<Path> keyFiles) {
    static final String KEY_FILES = "io.ingot.openpgp/keyFiles";

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static OpenPgpSettings of(OpenPgpConfig config) {
        List<Path> files = new ArrayList<>();
        for (String value : config.keyFiles()) {
            for (String name : value.split(",", -1)) {
                if (!name.isBlank()) {
                    files.add(absolute(name.strip()));
                }
            }
        }
        return new OpenPgpSettings(List.copyOf(files));
    }

    private static Path absolute(String name) {
        try {
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw refusal(name);
        }
        throw refusal(name);
    }

    private static IllegalArgumentException refusal(String name) {
        return new IllegalArgumentException(
                KEY_FILES + " must hold absolute paths, was '" + ImageReference.redact(name) + "'");
    }
}
