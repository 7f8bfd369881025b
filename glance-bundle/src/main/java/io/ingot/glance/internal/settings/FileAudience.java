// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;

/** Who may read a file. */
public final class FileAudience {
    private FileAudience() {}

    /** Whether every user of this machine may; false where that cannot be told. */
    public static boolean isEverybody(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false;
        }
    }
}
