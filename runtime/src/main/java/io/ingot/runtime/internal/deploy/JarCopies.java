// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.deploy;

import io.ingot.runtime.internal.file.FileVersion;
import io.ingot.runtime.internal.file.TrustedPaths;
import io.ingot.runtime.internal.home.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Private copies of jars, so that the bytes that are checked, read and installed are the same. Used by one thread. */
class JarCopies {
    private static final long MAX_BYTES = 1L << 30;

    private final Path folder;
    private final TrustedPaths trust;
    private final Map<Path, Copy> copies = new HashMap<>();
    private int count;

    /** A copy, which has the name of the jar, for messages, and a folder of its own. */
    private record Copy(FileVersion version, Path folder, Path path) {}

    /** Creates copies in {@code folder}, which need not exist yet. */
    JarCopies(Path folder, TrustedPaths trust) {
        this.folder = folder;
        this.trust = trust;
    }

    /**
     * Returns the copy of the current version of a jar.
     *
     * @throws IOException if another user can change the jar, or if it cannot be read or copied
     */
    Path of(Path jar) throws IOException {
        Path checked = trust.file(jar);
        FileVersion version = FileVersion.of(checked);
        Copy existing = copies.get(jar);
        if (existing != null && existing.version.equals(version)) {
            return existing.path;
        }
        if (version.size() > MAX_BYTES) {
            throw new FileSystemException(jar.toString(), null, "it is larger than " + MAX_BYTES + " bytes");
        }
        Path own = folder.resolve(Integer.toString(++count));
        Copy copy = new Copy(version, own, own.resolve(String.valueOf(jar.getFileName())));
        write(checked, copy);
        delete(copies.put(jar, copy));
        return copy.path;
    }

    private static void write(Path checked, Copy copy) throws IOException {
        try (InputStream in = Files.newInputStream(checked, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(copy.folder);
            Files.copy(in, copy.path);
        } catch (IOException e) {
            delete(copy);
            throw e;
        }
    }

    /** Deletes the copies of all other jars. */
    void retain(Collection<Path> jars) {
        for (Path removed :
                copies.keySet().stream().filter(jar -> !jars.contains(jar)).toList()) {
            delete(copies.remove(removed));
        }
    }

    private static void delete(@Nullable Copy copy) {
        if (copy != null) {
            PrivateFolder.delete(copy.folder);
        }
    }
}
