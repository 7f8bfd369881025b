// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What shows that a file changed.
 *
 * @param key its identity on the file system
 */
public record FileVersion(FileTime modified, long size, String key) {
    /** Reads it; a link is followed. */
    public static FileVersion of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileVersion(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }
}
