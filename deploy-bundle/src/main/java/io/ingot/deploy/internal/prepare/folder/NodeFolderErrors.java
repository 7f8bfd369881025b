// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.FullDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The one place where what the local file system says of a node's folder becomes a code. */
public final class NodeFolderErrors {
    private NodeFolderErrors() {}

    /** Something that stands in the way, and what to do about it; it does not pass by itself. */
    public static ImageException permanent(String what, Path path, String remedy) {
        return new ImageException(ErrorCode.LOCAL_IO, what + " " + path + "; " + remedy).nonRetryable();
    }

    /** A node's folder that is something else. */
    public static ImageException notADirectory(Path path) {
        return permanent("the node's folder is no folder:", path, "name another one");
    }

    /** A node's folder that cannot be created, because the directory above it does not exist. */
    public static ImageException noParent(Path node) {
        return new ImageException(ErrorCode.LOCAL_IO, node.getParent() + ": directory does not exist; create it")
                .nonRetryable();
    }

    /** A symbolic link on the path of a node's folder that untrusted users made, or could replace. */
    static ImageException foreignLink(Path link) {
        return permanent("other users can change the symbolic link", link, "name the folder itself, without the link");
    }

    /** A failed operation, unless it is an {@link ImageException} already. */
    public static ImageException failed(String doing, Path path, IOException cause) {
        if (cause instanceof ImageException known) {
            return known;
        }
        if (cause instanceof ClosedByInterruptException) {
            return new ImageException(
                    ErrorCode.CANCELLED, "the thread was interrupted while " + doing + " " + path, cause);
        }
        ErrorCode code = FullDisk.isReportedBy(cause) ? ErrorCode.INSUFFICIENT_SPACE : ErrorCode.LOCAL_IO;
        return new ImageException(code, doing + " " + path + " failed: " + reason(path, cause), cause);
    }

    /** With the path, where that is not the one that the message is about. */
    private static String reason(Path path, IOException cause) {
        String reason = ImageException.reason(cause);
        return cause instanceof FileSystemException local
                        && local.getFile() != null
                        && !local.getFile().equals(path.toString())
                ? local.getFile() + ": " + reason
                : reason;
    }
}
