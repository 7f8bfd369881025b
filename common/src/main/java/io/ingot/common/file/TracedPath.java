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
 * Where a path leads, and the first place at which an untrusted user could make it lead elsewhere. A folder is such a place
 * if an untrusted user owns it or may write to it; a sticky one only for entries that an untrusted user owns.
 *
 * @param real the path without symbolic links, as far as there is anything; what is missing follows as it was asked for
 * @param weakness absent if only trusted users can make the path lead elsewhere
 * @param foreignLink the first symbolic link that an untrusted user made or could replace; it was followed
 */
public record TracedPath(Path real, Optional<Weakness> weakness, Optional<Path> foreignLink) {
    /** As the kernel has it (path_resolution(7)). */
    private static final int MOST_LINKS = 40;

    /**
     * Follows a path, from the root on.
     *
     * @param path absolute
     * @throws IOException if a folder on the way cannot be looked at
     */
    public static TracedPath of(Path path, TrustedUsers trusted) throws IOException {
        return new Walk(path, trusted).end();
    }

    private static final class Walk {
        private final TrustedUsers trusted;
        private final Deque<Path> ahead = new ArrayDeque<>();
        private final Path root;
        private Path here;
        private boolean shared;
        private boolean folder;
        private int links;
        private @Nullable Weakness weakness;
        private @Nullable Path foreignLink;

        Walk(Path path, TrustedUsers trusted) {
            this.trusted = trusted;
            this.root = Objects.requireNonNull(path.getRoot());
            this.here = root;
            path.forEach(ahead::addLast);
        }

        TracedPath end() throws IOException {
            enter(root);
            while (!ahead.isEmpty()) {
                Path name = ahead.removeFirst();
                switch (name.toString()) {
                    case "", "." -> {}
                    case ".." -> enter(Objects.requireNonNullElse(here.getParent(), root));
                    default -> {
                        if (!step(here.resolve(name))) {
                            ahead.forEach(missing -> here = here.resolve(missing));
                            ahead.clear();
                        }
                    }
                }
            }
            return new TracedPath(here, Optional.ofNullable(weakness), Optional.ofNullable(foreignLink));
        }

        /** Takes a name; false if nothing has it. */
        private boolean step(Path next) throws IOException {
            Optional<FileAccess> found = folder ? FileAccess.of(next) : Optional.empty();
            if (found.isEmpty()) {
                here = next;
                return false;
            }
            FileAccess access = found.get();
            if ((shared || access.kind() == FileAccess.Kind.LINK) && !trusted.isOwnerOf(access)) {
                weak(next, access);
            }
            switch (access.kind()) {
                case LINK -> follow(next);
                case FOLDER -> enter(next, access);
                default -> {
                    here = next;
                    folder = false;
                }
            }
            return true;
        }

        private void follow(Path link) throws IOException {
            links++;
            if (links > MOST_LINKS) {
                throw new FileSystemLoopException(link.toString());
            }
            if (weakness != null && foreignLink == null) {
                foreignLink = link;
            }
            Path target = Files.readSymbolicLink(link);
            for (int index = target.getNameCount() - 1; index >= 0; index--) {
                ahead.addFirst(target.getName(index));
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
            here = entered;
            folder = true;
            shared = access.isSticky() && access.isWritableByOtherUsers();
            if (!trusted.isOwnerOf(access) || (access.isWritableByOtherUsers() && !access.isSticky())) {
                weak(entered, access);
            }
        }

        private void weak(Path place, FileAccess access) {
            if (weakness == null) {
                weakness = new Weakness(place, access);
            }
        }
    }
}
