// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.file.TrustedFile;
import io.ingot.common.text.Printable;
import io.ingot.glance.internal.document.YamlDocument;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file of clouds or profiles. Its text form contains nothing of its content. */
final class CloudFile {
    private static final int MAX_BYTES = 1 << 20;

    private final Path path;
    private final Map<String, @Nullable Object> sections;

    private CloudFile(Path path, Map<String, @Nullable Object> sections) {
        this.path = path;
        this.sections = sections;
    }

    /**
     * Reads a file.
     *
     * @param group the key of its sections: {@code clouds} or {@code public-clouds}
     * @throws ImageException INVALID_CONFIGURATION, naming the file and, if possible, the line
     */
    static CloudFile read(Path path, String group) throws ImageException {
        Map<String, @Nullable Object> document = YamlDocument.read(text(path), path.toString());
        Map<String, @Nullable Object> sections = new TreeMap<>();
        Object grouped = document.get(group);
        if (grouped instanceof Map<?, ?> map) {
            map.forEach((name, section) -> sections.put(String.valueOf(name), section));
        } else if (grouped != null) {
            throw unreadable(path, "'" + group + "' is not a mapping");
        }
        return new CloudFile(path, sections);
    }

    Path path() {
        return path;
    }

    /** The names of the sections. */
    Set<String> names() {
        return sections.keySet();
    }

    /**
     * Returns a section; an empty one if there is none of this name.
     *
     * @throws ImageException INVALID_CONFIGURATION if it is not a mapping
     */
    CloudSection section(String name) throws ImageException {
        return CloudSection.of(sections.get(name), Printable.quoted(name) + " of " + path);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static String text(Path path) throws ImageException {
        try {
            return TrustedFile.text(path, MAX_BYTES);
        } catch (IOException e) {
            throw unreadable(path, ImageException.reason(e));
        }
    }

    private static ImageException unreadable(Path path, String reason) {
        return new ImageException(ErrorCode.INVALID_CONFIGURATION, path + " cannot be read: " + reason);
    }
}
