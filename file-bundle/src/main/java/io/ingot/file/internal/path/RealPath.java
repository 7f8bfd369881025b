// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A path with its symbolic links resolved one by one, as far as it exists. {@link Path#toRealPath} succeeds only for paths
 * that exist, and would thus reveal whether a path exists before the policy is checked. This type also resolves a dangling
 * link to its target.
 */
public final class RealPath {
    /** The kernel's limit (path_resolution(7)). */
    private static final int MAX_LINKS = 40;
    /** NAME_MAX and PATH_MAX of limits.h, in bytes. */
    private static final int MAX_NAME = 255;

    private static final int MAX_PATH = 4_095;

    private final Path path;
    private final Optional<IOException> failure;

    private RealPath(Path path, Optional<IOException> failure) {
        this.path = path;
        this.failure = failure;
    }

    /**
     * Resolves a path. Never fails: the part that cannot be resolved stays as it is.
     *
     * @param requested an absolute path
     */
    public static RealPath of(Path requested) {
        return new Walk(requested).resolve();
    }

    /** The resolved path, absolute and normalized. After a {@link #failure}, the rest is as it was requested. */
    public Path path() {
        return path;
    }

    /** Why the path could not be resolved; absent if it exists. Must not be shown for a path that the policy refuses. */
    public Optional<IOException> failure() {
        return failure;
    }

    /** The resolution of one path: the names that remain, and the path so far. */
    private static final class Walk {
        private final Deque<Path> remaining = new ArrayDeque<>();
        private Path current;
        private int links;

        Walk(Path requested) {
            current = requested.getRoot();
            requested.forEach(remaining::addLast);
        }

        RealPath resolve() {
            try {
                while (!remaining.isEmpty()) {
                    step(remaining.getFirst().toString());
                }
                return new RealPath(current, Optional.empty());
            } catch (IOException e) {
                remaining.forEach(name -> current = current.resolve(name));
                return new RealPath(current.normalize(), Optional.of(e));
            }
        }

        private void step(String name) throws IOException {
            switch (name) {
                case "", "." -> remaining.removeFirst();
                case ".." -> {
                    remaining.removeFirst();
                    current = current.getParent() == null ? current : current.getParent();
                }
                default -> descend(name, current.resolve(name));
            }
        }

        private void descend(String name, Path next) throws IOException {
            if (bytes(name) > MAX_NAME || bytes(next.toString()) > MAX_PATH) {
                throw new NoSuchFileException("name too long");
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                follow(next, Files.readSymbolicLink(next));
                return;
            }
            if (remaining.size() > 1 && !attributes.isDirectory()) {
                throw new NotDirectoryException(next.toString());
            }
            remaining.removeFirst();
            current = next;
        }

        private void follow(Path link, Path target) throws IOException {
            links++;
            if (links > MAX_LINKS) {
                throw new FileSystemLoopException(link.toString());
            }
            remaining.removeFirst();
            current = target.isAbsolute() ? target.getRoot() : current;
            for (int i = target.getNameCount() - 1; i >= 0; i--) {
                remaining.addFirst(target.getName(i));
            }
        }

        private static int bytes(String name) {
            return name.getBytes(StandardCharsets.UTF_8).length;
        }
    }
}
