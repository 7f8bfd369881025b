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
 * Where a path really leads: symbolic links resolved one by one, as far as there is anything. {@link Path#toRealPath}
 * answers only for what exists, and so would tell apart what is there and what is not before policy is asked; a dangling
 * link is followed here to where it points.
 */
public final class RealPath {
    /** As the kernel has it (path_resolution(7)). */
    private static final int MAX_LINKS = 40;
    /** NAME_MAX and PATH_MAX of limits.h, in bytes: nothing is called longer. */
    private static final int MAX_NAME = 255;

    private static final int MAX_PATH = 4_095;

    private final Path path;
    private final Optional<IOException> failure;

    private RealPath(Path path, Optional<IOException> obstacle) {
        this.path = path;
        this.failure = obstacle;
    }

    /**
     * Resolves a path. It never fails: what cannot be resolved stays as it is.
     *
     * @param asked absolute
     */
    public static RealPath of(Path asked) {
        return new Walk(asked).resolve();
    }

    /** Absolute and normal; behind an obstacle, the rest as it was asked for. */
    public Path path() {
        return path;
    }

    /** Why nothing can be had there; absent if something was there. Of a refused path it must reach nobody. */
    public Optional<IOException> failure() {
        return failure;
    }

    /** The names still to be taken, and where the walk is. */
    private static final class Walk {
        private final Deque<Path> remaining = new ArrayDeque<>();
        private Path current;
        private int links;

        Walk(Path asked) {
            current = asked.getRoot();
            asked.forEach(remaining::addLast);
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
                throw new NoSuchFileException("a name that is too long");
            }
            BasicFileAttributes found =
                    Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.isSymbolicLink()) {
                follow(next, Files.readSymbolicLink(next));
                return;
            }
            if (remaining.size() > 1 && !found.isDirectory()) {
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
