// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A resolved path, and the first place at which an untrusted user could redirect it. A folder is such a place if an
 * untrusted user owns it or may write to it; a sticky one only for entries of untrusted users.
 *
 * @param real the path without symbolic links, as far as it exists, followed by the missing names
 * @param weakness the first such place; absent if only trusted users can redirect the path
 * @param foreignLink the first symbolic link that an untrusted user created or could replace; it was followed
 */
public record TracedPath(Path real, Optional<Weakness> weakness, Optional<Path> foreignLink) {
    /** The limit of the kernel (path_resolution(7)). */
    private static final int MAX_LINKS = 40;

    /**
     * Resolves a path from the root.
     *
     * @param path an absolute path
     * @throws IOException if a folder on the way cannot be read, or there are too many symbolic links
     */
    public static TracedPath of(Path path, TrustedUsers trusted) throws IOException {
        return new Walk(path, trusted).resolve();
    }

    private static final class Walk {
        private final TrustedUsers trusted;
        private final Deque<Path> remaining = new ArrayDeque<>();
        private final Path root;
        private Path current;
        private boolean isSharedSticky;
        private boolean inFolder;
        private int links;
        private @Nullable Weakness weakness;
        private @Nullable Path foreignLink;

        Walk(Path path, TrustedUsers trusted) {
            this.trusted = trusted;
            this.root = Objects.requireNonNull(path.getRoot());
            this.current = root;
            path.forEach(remaining::addLast);
        }

        TracedPath resolve() throws IOException {
            enter(root);
            while (!remaining.isEmpty()) {
                Path name = remaining.removeFirst();
                switch (name.toString()) {
                    case "", "." -> {}
                    case ".." -> enter(Objects.requireNonNullElse(current.getParent(), root));
                    default -> {
                        if (!step(current.resolve(name))) {
                            remaining.forEach(missing -> current = current.resolve(missing));
                            remaining.clear();
                        }
                    }
                }
            }
            return new TracedPath(current, Optional.ofNullable(weakness), Optional.ofNullable(foreignLink));
        }

        /** Resolves a name; returns false if it does not exist. */
        private boolean step(Path next) throws IOException {
            Optional<FileAccess> found = inFolder ? FileAccess.of(next) : Optional.empty();
            if (found.isEmpty()) {
                current = next;
                return false;
            }
            FileAccess access = found.get();
            if ((isSharedSticky || access.kind() == FileAccess.Kind.LINK) && !trusted.isOwnerOf(access)) {
                recordWeakness(next, access);
            }
            switch (access.kind()) {
                case LINK -> follow(next);
                case FOLDER -> enter(next, access);
                default -> {
                    current = next;
                    inFolder = false;
                }
            }
            return true;
        }

        private void follow(Path link) throws IOException {
            links++;
            if (links > MAX_LINKS) {
                throw new FileSystemLoopException(link.toString());
            }
            if (weakness != null && foreignLink == null) {
                foreignLink = link;
            }
            Path target = Files.readSymbolicLink(link);
            for (int index = target.getNameCount() - 1; index >= 0; index--) {
                remaining.addFirst(target.getName(index));
            }
            if (target.isAbsolute()) {
                enter(root);
            }
        }

        private void enter(Path entered) throws IOException {
            Optional<FileAccess> access = FileAccess.of(entered);
            if (access.isPresent()) {
                enter(entered, access.get());
            }
        }

        private void enter(Path entered, FileAccess access) {
            current = entered;
            inFolder = true;
            isSharedSticky = access.isSticky() && access.isWritableByOtherUsers();
            if (!trusted.isOwnerOf(access) || (access.isWritableByOtherUsers() && !access.isSticky())) {
                recordWeakness(entered, access);
            }
        }

        private void recordWeakness(Path place, FileAccess access) {
            if (weakness == null) {
                weakness = new Weakness(place, access);
            }
        }
    }
}
