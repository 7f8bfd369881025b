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
 * Decides which local files may be hard-linked. A link shares owner, mode and bytes, so that anyone who may write to
 * the file can change a verified image. Therefore only trusted users may have write access to the file; it must not
 * have setuid, setgid or sticky bits; and others must not be able to replace the link in its folder before it is
 * published. The folders above the file do not matter: the link leads to the file that was checked, whatever takes its
 * name.
 */
final class LinkRule {
    private LinkRule() {}

    /** Returns why a file must not be linked; absent if it may be. */
    static Optional<String> obstacle(Path file) throws IOException {
        FileAccess access = FileAccess.of(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        return obstacle(access, TrustedUsers.current());
    }

    static Optional<String> obstacle(FileAccess file, TrustedUsers trusted) {
        if (file.kind() != FileAccess.Kind.FILE) {
            return Optional.empty(); // not the file that was opened, which its file key shows
        }
        if (!trusted.aloneWrite(file)) {
            return Optional.of("others may write to it (" + file.text() + ")");
        }
        return file.hasSpecialBits()
                ? Optional.of("it has setuid, setgid or sticky bits (" + file.text() + ")")
                : Optional.empty();
    }

    /** Returns why files must not be linked into a folder; absent if they may be. */
    static Optional<String> obstacleIn(Path folder) throws IOException {
        return TracedPath.of(folder, TrustedUsers.current()).weakness().map(weakness -> weakness.text());
    }
}
