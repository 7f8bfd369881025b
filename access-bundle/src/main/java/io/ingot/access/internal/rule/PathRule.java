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
 * Decides which local files may be read: those in an allowed folder, but never those in a system folder. Symbolic links in
 * the paths of these folders are resolved at each check, since folders may change while the process runs.
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
     * Parses paths of folders, which may begin with {@code {home}}.
     *
     * @param home the instance's folder
     * @throws IllegalArgumentException if a path is not absolute, or has a component {@code .} or {@code ..}
     */
    public PathRule(List<String> folders, Path home) {
        allowed = folders.stream().map(text -> folder(text, home)).toList();
    }

    /** Checks the system folders first: no allowed folder overrides them. */
    @Override
    public void checkFile(Path real) throws ImageException {
        String subject = "path " + ImageReference.redact(real);
        if (real.getFileSystem() != FileSystems.getDefault() || !real.isAbsolute() || !real.equals(real.normalize())) {
            throw Refusal.of(subject, "it is not an absolute, normalized local path", PROPERTY + " cannot allow it");
        }
        for (Path folder : SYSTEM) {
            if (real.startsWith(folder) || real.startsWith(resolved(folder))) {
                throw Refusal.of(subject, "files in " + folder + " are never images", PROPERTY + " cannot allow it");
            }
        }
        if (allowed.stream().noneMatch(folder -> real.startsWith(resolved(folder)))) {
            throw Refusal.of(subject, "no folder of " + PROPERTY + " contains it", "add its folder there to allow it");
        }
    }

    @Override
    public List<String> cautions() {
        return allowed.contains(ROOT)
                ? List.of(PROPERTY + " contains /: every file that this user may read can be fetched")
                : List.of();
    }

    /** The real path, as far as it exists. */
    private static Path resolved(Path folder) {
        for (Path existing = folder; existing != null; existing = existing.getParent()) {
            try {
                return existing.toRealPath().resolve(existing.relativize(folder));
            } catch (IOException e) {
                // does not exist, or is not accessible: try its parent
            }
        }
        return folder;
    }

    private static Path folder(String text, Path home) {
        String redacted = ImageReference.redact(text);
        Path folder;
        try {
            folder = text.startsWith(HOME) ? Path.of(home + text.substring(HOME.length())) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    PROPERTY + " must list absolute paths, was '" + redacted + "': " + e.getReason(), e);
        }
        if (!folder.isAbsolute() || !folder.equals(folder.normalize())) {
            throw new IllegalArgumentException(
                    PROPERTY + " must list absolute paths without . and .. components; was '" + redacted + "'");
        }
        return folder;
    }
}
