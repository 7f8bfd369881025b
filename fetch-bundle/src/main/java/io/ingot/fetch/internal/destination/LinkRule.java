// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.common.file.FileAccess;
import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which local file may be hard-linked. A link shares owner, mode and bytes: who may write to the file rewrites what was
 * verified. So only a file that trusted users alone may write is linked, without the bits setuid, setgid and sticky, and
 * only into a folder in which others cannot exchange the link before it has its place. The folders above the file do not
 * matter: the link is one to the file that was looked at, whatever takes its name.
 */
final class LinkRule {
    private LinkRule() {}

    /** Why a file is not linked; absent if it may be. */
    static Optional<String> obstacle(Path file) throws IOException {
        FileAccess access = FileAccess.of(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        return obstacle(access, TrustedUsers.current());
    }

    static Optional<String> obstacle(FileAccess file, TrustedUsers trusted) {
        if (file.kind() != FileAccess.Kind.FILE) {
            return Optional.empty(); // another one than was opened, which its key tells
        }
        if (!trusted.isSoleWriterOf(file)) {
            return Optional.of("others may write to it (" + file.text() + ")");
        }
        return file.hasSpecialBits()
                ? Optional.of("it has setuid, setgid or sticky bits (" + file.text() + ")")
                : Optional.empty();
    }

    /** Why nothing is linked into a folder; absent if something may be. */
    static Optional<String> obstacleIn(Path folder) throws IOException {
        return TracedPath.of(folder, TrustedUsers.current()).weakness().map(weakness -> weakness.text());
    }
}
