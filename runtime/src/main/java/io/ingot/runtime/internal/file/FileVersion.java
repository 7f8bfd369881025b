// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * The attributes by which a change of a file is noticed.
 *
 * @param key the identity of the file on its file system
 */
public record FileVersion(FileTime modified, long size, String key) {
    /** Reads the attributes; follows links. */
    public static FileVersion of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileVersion(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }
}
