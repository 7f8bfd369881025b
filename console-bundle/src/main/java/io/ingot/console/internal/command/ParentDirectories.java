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
 * The directories above a destination: they exist, or are created where that is asked for, and removed if nothing came of it.
 * Where others can change a name on the path, each is held from when it was created.
 */
final class ParentDirectories implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ParentDirectories.class);
    private static final String NAME = "--parents";
    private static final Set<PosixFilePermission> OPEN = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Deque<Path> created = new ArrayDeque<>(); // the innermost first
    private final Deque<PinnedFolder> held = new ArrayDeque<>();
    private boolean kept;

    private ParentDirectories() {}

    static OptionSpec spec(String operand) {
        return OptionDeclarations.flag("Create the directories above " + operand + " that do not exist.", NAME);
    }

    /**
     * Looks after the directories above a destination.
     *
     * @throws ImageException LOCAL_IO if one does not exist and is not to be created, or cannot be
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
        Deque<Path> missing = new ArrayDeque<>(); // the outermost first
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
            createHeld(hold(PinnedFolder.of(above, traced.real())), missing);
        } else {
            for (Path each : missing) {
                Files.createDirectory(each);
                created.addFirst(each);
                open(each);
            }
        }
    }

    private void createHeld(PinnedFolder above, Iterable<Path> missing) throws IOException {
        PinnedFolder folder = above;
        for (Path each : missing) {
            Path name = Objects.requireNonNull(each.getFileName());
            Files.createDirectory(folder.path().resolve(name));
            created.addFirst(folder.path().resolve(name));
            folder = hold(folder.below(name));
            open(folder.path());
        }
    }

    private PinnedFolder hold(PinnedFolder folder) {
        held.addFirst(folder);
        return folder;
    }

    /** The umask of the process is for its own files; the daemons that serve images must be able to enter these. */
    private static void open(Path folder) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(OPEN);
        }
    }

    /** There is something in them now. */
    void keep() {
        kept = true;
    }

    /** Removes what was created, unless it is to be kept or holds anything. */
    @Override
    public void close() {
        try {
            while (!kept && !created.isEmpty()) {
                Files.deleteIfExists(created.removeFirst());
            }
        } catch (IOException e) {
            LOG.debug("a directory that was created stays", e);
        } finally {
            held.forEach(PinnedFolder::close);
        }
    }
}
