// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.folder;

import io.ingot.common.file.FullDisk;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Maps errors of the file system in a node's folder to failures with a code. */
public final class NodeFolderErrors {
    private NodeFolderErrors() {}

    /** A failure that lasts until an operator follows the remedy. */
    public static ImageException permanent(Path path, String fact, String remedy) {
        return new ImageException(ErrorCode.LOCAL_IO, path + ": " + fact + "; " + remedy).nonRetryable();
    }

    /** A node's folder that is not a directory. */
    public static ImageException notADirectory(Path path) {
        return permanent(path, "not a directory", "name another node's folder");
    }

    /** A node's folder that cannot be created, because its parent directory does not exist. */
    public static ImageException noParent(Path node) {
        return new ImageException(ErrorCode.LOCAL_IO, node.getParent() + ": directory does not exist; create it")
                .nonRetryable();
    }

    /** A symbolic link on the path of a node's folder that untrusted users made, or could replace. */
    static ImageException foreignLink(Path link) {
        return permanent(link, "other users can change this symbolic link", "name the folder itself, without the link");
    }

    /** Converts an exception of a failed operation; one that is an {@link ImageException} already is returned as it is. */
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

    /** The reason, with the path of the exception if it is another one. */
    private static String reason(Path path, IOException cause) {
        String reason = ImageException.reason(cause);
        return cause instanceof FileSystemException local
                        && local.getFile() != null
                        && !local.getFile().equals(path.toString())
                ? local.getFile() + ": " + reason
                : reason;
    }
}
