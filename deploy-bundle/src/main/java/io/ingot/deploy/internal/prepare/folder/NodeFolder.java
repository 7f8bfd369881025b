// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.deploy.internal.rule.PreparedFileName;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The names in a node's folder. */
public record NodeFolder(Path root) {
    private static final String HOME = ".ingot";
    private static final String RECORD = "record.json";

    /** Makes the path absolute. */
    public NodeFolder {
        root = root.toAbsolutePath();
    }

    /**
     * The folder that the kernel finds under a path: if that is a link, the one to which it leads now.
     *
     * @throws ImageException LOCAL_IO if the path goes up from what is not there, or leads through a link that untrusted
     *     users can change
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
            throw NodeFolderErrors.failed("following", named, e);
        }
    }

    /**
     * A name that an image has in a node's folder.
     *
     * @throws IllegalArgumentException if no image of any role has it
     */
    public static String checkedName(String name) {
        if (!PreparedFileName.isValid(name)) {
            throw new IllegalArgumentException("not the name of a role's file: '" + name + "'");
        }
        return name;
    }

    /** Where a file of that name belongs. */
    public Path place(String name) {
        return root.resolve(checkedName(name));
    }

    /** Where it waits for that. */
    public Path staged(String name) {
        return staged().resolve(checkedName(name));
    }

    /** What is ours in the folder, but for the images. */
    public Path home() {
        return root.resolve(HOME);
    }

    /** Images that have no place yet. */
    public Path staged() {
        return home().resolve("staged");
    }

    /** What is locked by whoever is at work. */
    public Path lock() {
        return home().resolve("lock");
    }

    /** What stands in the folder. */
    public Path record() {
        return home().resolve(RECORD);
    }

    /** A record that is being written. */
    public Path newRecord() {
        return home().resolve(RECORD + ".new");
    }
}
