// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.common.file.PinnedFolder;
import io.ingot.common.file.TracedPath;
import io.ingot.common.file.TrustedUsers;
import io.ingot.console.internal.syntax.OptionDeclarations;
import io.ingot.console.internal.syntax.ParsedArguments;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The directories above a destination. Missing ones are created with {@code --parents}, and removed again if the
 * command fails. If other users can change a name on the path, each created directory stays pinned.
 */
final class ParentDirectories implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParentDirectories.class);
    private static final String NAME = "--parents";
    private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Deque<Path> created = new ArrayDeque<>(); // innermost first
    private final Deque<PinnedFolder> pinned = new ArrayDeque<>();
    private boolean keepCreated;

    private ParentDirectories() {}

    static OptionSpec spec(String operand) {
        return OptionDeclarations.flag("Create the missing directories above " + operand + ".", NAME);
    }

    /**
     * Checks the directories above a destination, and creates the missing ones if that is requested.
     *
     * @throws ImageException LOCAL_IO if one does not exist and is not to be created, or cannot be created
     */
    static ParentDirectories of(Path destination, ParsedArguments arguments) throws ImageException {
        ParentDirectories parents = new ParentDirectories();
        Path parent = destination.getParent();
        if (parent == null || !Files.notExists(parent)) {
            return parents;
        }
        if (!arguments.has(NAME)) {
            throw new ImageException(
                            ErrorCode.LOCAL_IO, parent + ": directory does not exist; create it or use " + NAME)
                    .nonRetryable();
        }
        try {
            parents.create(parent);
        } catch (IOException e) {
            parents.close();
            throw new ImageException(ErrorCode.LOCAL_IO, parent + ": cannot be created: " + ImageException.reason(e), e)
                    .nonRetryable();
        }
        return parents;
    }

    private void create(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>(); // outermost first
        for (Path each = folder; each != null && !Files.exists(each, LinkOption.NOFOLLOW_LINKS); ) {
            missing.addFirst(each);
            each = each.getParent();
        }
        Path above = Objects.requireNonNull(missing.getFirst().getParent());
        TracedPath traced = TracedPath.of(above, TrustedUsers.current());
        if (traced.foreignLink().isPresent()) {
            throw new IOException("other users can change the symbolic link "
                    + traced.foreignLink().get() + "; name the directory itself, without the link");
        }
        if (traced.weakness().isPresent()) {
            createPinned(pin(PinnedFolder.of(above, traced.real())), missing);
        } else {
            for (Path each : missing) {
                Files.createDirectory(each);
                created.addFirst(each);
                makeAccessible(each);
            }
        }
    }

    private void createPinned(PinnedFolder above, Iterable<Path> missing) throws IOException {
        PinnedFolder folder = above;
        for (Path each : missing) {
            Path name = Objects.requireNonNull(each.getFileName());
            Files.createDirectory(folder.path().resolve(name));
            created.addFirst(folder.path().resolve(name));
            folder = pin(folder.below(name));
            makeAccessible(folder.path());
        }
    }

    private PinnedFolder pin(PinnedFolder folder) {
        pinned.addFirst(folder);
        return folder;
    }

    /**
     * Sets the mode of a directory regardless of the umask, since the daemons that serve images must be able to enter
     * it.
     */
    private static void makeAccessible(Path folder) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(MODE);
        }
    }

    /** Keeps the created directories on {@link #close}. */
    void keep() {
        keepCreated = true;
    }

    /** Removes the created directories, unless they are to be kept or not empty. */
    @Override
    public void close() {
        try {
            while (!keepCreated && !created.isEmpty()) {
                Files.deleteIfExists(created.removeFirst());
            }
        } catch (IOException e) {
            LOG.debug("a created directory cannot be removed", e);
        } finally {
            pinned.forEach(PinnedFolder::close);
        }
    }
}
