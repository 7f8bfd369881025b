// SPDX-License-Identifier: Apache-2.0
package io.ingot.openpgp.internal;

import io.ingot.common.settings.CommaList;
import io.ingot.image.ImageReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The checked form of {@link OpenPgpConfig}.
 *
 * @param keyFiles the absolute paths of the key files
 */
record OpenPgpSettings(List<Path> keyFiles) {
    static final String KEY_FILES = "io.ingot.openpgp/keyFiles";

    /** @throws IllegalArgumentException if a value is invalid; names the property, the value and what was expected */
    static OpenPgpSettings of(OpenPgpConfig config) {
        return new OpenPgpSettings(CommaList.of(config.keyFiles()).stream()
                .map(OpenPgpSettings::absolute)
                .toList());
    }

    private static Path absolute(String name) {
        try {
            Path path = Path.of(name);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw invalid(name);
        }
        throw invalid(name);
    }

    private static IllegalArgumentException invalid(String name) {
        return new IllegalArgumentException(
                KEY_FILES + " must list absolute paths, was '" + ImageReference.redact(name) + "'");
    }
}
