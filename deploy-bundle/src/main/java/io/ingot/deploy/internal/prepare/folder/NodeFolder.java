// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.deploy.internal.rule.PreparedFileName;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node's folder, and the paths in it. */
public record NodeFolder(Path root) {
    private static final String HOME = ".ingot";
    private static final String RECORD = "record.json";

    /** Makes the path absolute. */
    public NodeFolder {
        root = root.toAbsolutePath();
    }

    /**
     * The folder that the kernel finds at a path; if that is a symbolic link, its current target.
     *
     * @throws ImageException LOCAL_IO if the path goes up from a directory that does not exist, or contains a symbolic link
     *     that untrusted users can change
     */
    public static NodeFolder of(Path path) throws ImageException {
        Path named = KernelPath.of(path);
        try {
            TracedPath traced = TracedPath.of(named, TrustedUsers.current());
            if (traced.foreignLink().isPresent()) {
                throw NodeFolderErrors.foreignLink(traced.foreignLink().get());
            }
            return new NodeFolder(Files.isSymbolicLink(named) && Files.isDirectory(named) ? traced.real() : named);
        } catch (IOException e) {
            throw NodeFolderErrors.failed("resolving", named, e);
        }
    }

    /**
     * Checks a file name of an image in a node's folder, and returns it.
     *
     * @throws IllegalArgumentException if no image of any role can have it
     */
    public static String checkedName(String name) {
        if (!PreparedFileName.isValid(name)) {
            throw new IllegalArgumentException("not the name of a role's file: '" + name + "'");
        }
        return name;
    }

    /** The path at which a file of that name is placed. */
    public Path place(String name) {
        return root.resolve(checkedName(name));
    }

    /** The path of a file that is staged. */
    public Path staged(String name) {
        return staged().resolve(checkedName(name));
    }

    /** Ingot's own folder in the node's folder. */
    public Path home() {
        return root.resolve(HOME);
    }

    /** The folder of images that are not in place yet. */
    public Path staged() {
        return home().resolve("staged");
    }

    /** The lock file. */
    public Path lock() {
        return home().resolve("lock");
    }

    /** The record of the files in the folder. */
    public Path record() {
        return home().resolve(RECORD);
    }

    /** A record that is being written. */
    public Path newRecord() {
        return home().resolve(RECORD + ".new");
    }
}
