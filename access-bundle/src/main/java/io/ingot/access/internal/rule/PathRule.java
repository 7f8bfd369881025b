// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which local files may be read: what lies in an allowed folder, and never what lies in a folder of the system. The
 * folders' own symbolic links are resolved at each question, since folders come and go while this runs.
 */
public final class PathRule implements PolicyRule {
    private static final String PROPERTY = "io.ingot.file/allowedPaths";
    private static final String HOME = "{home}";
    private static final Path ROOT = Path.of("/");
    private static final List<Path> SYSTEM = Stream.of("/dev", "/sys", "/proc", "/boot", "/etc", "/run")
            .map(Path::of)
            .toList();

    private final List<Path> allowed;

    /**
     * Reads folders, of which {@code {home}} may be the beginning.
     *
     * @param home the instance's folder
     * @throws IllegalArgumentException if one is not absolute, or has a component {@code .} or {@code ..}
     */
    public PathRule(List<String> folders, Path home) {
        allowed = folders.stream().map(text -> folder(text, home)).toList();
    }

    /** The system's folders first: they win over every other. */
    @Override
    public void checkFile(Path real) throws ImageException {
        String subject = "path " + ImageReference.redact(real);
        if (real.getFileSystem() != FileSystems.getDefault() || !real.isAbsolute() || !real.equals(real.normalize())) {
            throw Refusal.of(subject, "it is not an absolute path of this machine", PROPERTY + " cannot allow it");
        }
        for (Path folder : SYSTEM) {
            if (real.startsWith(folder) || real.startsWith(resolved(folder))) {
                throw Refusal.of(
                        subject, "what lies in " + folder + " is never an image", PROPERTY + " cannot allow it");
            }
        }
        if (allowed.stream().noneMatch(folder -> real.startsWith(resolved(folder)))) {
            throw Refusal.of(subject, "no folder of " + PROPERTY + " holds it", "name its folder there to allow it");
        }
    }

    @Override
    public List<String> cautions() {
        return allowed.contains(ROOT)
                ? List.of(PROPERTY + " holds /: every file that this user may read can be fetched")
                : List.of();
    }

    /** The real path, as far as there is one. */
    private static Path resolved(Path folder) {
        for (Path existing = folder; existing != null; existing = existing.getParent()) {
            try {
                return existing.toRealPath().resolve(existing.relativize(folder));
            } catch (IOException e) {
                // not there, or hidden from this user: its parent is asked instead
            }
        }
        return folder;
    }

    private static Path folder(String text, Path home) {
        String shown = ImageReference.redact(text);
        Path folder;
        try {
            folder = text.startsWith(HOME) ? Path.of(home + text.substring(HOME.length())) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    PROPERTY + " must list absolute paths, was '" + shown + "': " + e.getReason(), e);
        }
        if (!folder.isAbsolute() || !folder.equals(folder.normalize())) {
            throw new IllegalArgumentException(
                    PROPERTY + " must list absolute paths without . and .. components; was '" + shown + "'");
        }
        return folder;
    }
}
