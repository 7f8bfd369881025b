// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes why an {@link IOException} occurred, from its class where the message does not say. */
final class FailureReason {
    private static final List<Map.Entry<Class<? extends IOException>, String>> BY_CLASS = List.of(
            Map.entry(NoSuchFileException.class, "no such file or directory"),
            Map.entry(AccessDeniedException.class, "permission denied"),
            Map.entry(FileAlreadyExistsException.class, "the file already exists"),
            Map.entry(NotDirectoryException.class, "not a directory"),
            Map.entry(DirectoryNotEmptyException.class, "the directory is not empty"),
            Map.entry(NotLinkException.class, "not a symbolic link"),
            Map.entry(FileSystemLoopException.class, "a loop of symbolic links"),
            Map.entry(AtomicMoveNotSupportedException.class, "source and target are on different file systems"),
            Map.entry(CharacterCodingException.class, "malformed text"),
            Map.entry(ClosedByInterruptException.class, "interrupted"),
            Map.entry(ClosedChannelException.class, "closed by another thread"));

    private FailureReason() {}

    static String of(IOException failure) {
        for (Map.Entry<Class<? extends IOException>, String> entry : BY_CLASS) {
            if (entry.getKey().isInstance(failure)) {
                return entry.getValue();
            }
        }
        return failure instanceof FileSystemException local
                ? orElse(local.getReason(), "the system gave no reason")
                : orElse(failure.getMessage(), unnamed(failure));
    }

    private static String unnamed(IOException failure) {
        return failure instanceof EOFException
                ? "unexpected end of data"
                : failure.getClass().getSimpleName();
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null || text.isBlank() ? other : text;
    }
}
