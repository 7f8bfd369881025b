// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.disk;

import io.ingot.common.file.TrustedUsers;
import io.ingot.fetch.internal.destination.LocalFileErrors;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Initializes a folder as a store, and refuses a folder that is not a store or has a newer format. The file FORMAT is
 * written last: a folder that has only names of a store, and nothing in its subfolders, is one whose initialization was
 * interrupted. The migration from an older format belongs here, under a lock, and ends with the new FORMAT.
 */
public final class StoreFormat {
    private static final int CURRENT = 1;
    private static final String TITLE = "ingot-store ";
    private static final Pattern PATTERN = Pattern.compile(TITLE + "([1-9][0-9]{0,8})\n?");
    private static final int MAX_BYTES = 64;
    private static final String PROPERTY = "io.ingot.fetch/store";
    private static final Set<String> IGNORED = Set.of("lost+found");

    private final StoreLayout layout;
    private final StoreDisk disk;

    /** Checks nothing yet. */
    public StoreFormat(StoreLayout folder, StoreDisk disk) {
        this.layout = folder;
        this.disk = disk;
    }

    /**
     * Ensures that the folder is a store of this format.
     *
     * @throws ImageException INVALID_CONFIGURATION if it has a newer format, is not a store, or untrusted users can
     *     write to it
     */
    public void prepare(Scratch scratch) throws ImageException {
        if (Files.exists(layout.root()) && !Files.isDirectory(layout.root())) {
            throw notAStore("it is not a directory");
        }
        try {
            new StoreOwners(layout, TrustedUsers.current()).check();
            if (!isStore()) {
                initialize(scratch);
            }
            requireFolders();
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(layout.root(), layout.format(), e);
        }
    }

    /** Returns whether the folder is a store of this format already. */
    private boolean isStore() throws IOException {
        if (Files.notExists(layout.format(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Optional<byte[]> read = disk.read(layout.format(), MAX_BYTES);
        if (read.isEmpty()) {
            throw notAStore("its FORMAT is not a regular file of at most " + MAX_BYTES + " bytes");
        }
        String content = new String(read.get(), StandardCharsets.UTF_8);
        Matcher known = PATTERN.matcher(content);
        if (!known.matches()) {
            throw notAStore("its FORMAT does not begin with '" + TITLE + "'");
        }
        int format = Integer.parseInt(known.group(1));
        if (format > CURRENT) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the store " + layout.root() + " has format " + format
                            + ", this version of Ingot supports up to format " + CURRENT + "; update Ingot, or set "
                            + PROPERTY + " to another folder");
        }
        return true;
    }

    private void initialize(Scratch scratch) throws IOException {
        makeRoot();
        requireOwnNames();
        for (Path folder : layout.folders()) {
            disk.makeFolder(folder);
        }
        if (!isStore()) {
            writeFormat(scratch);
        }
    }

    private void writeFormat(Scratch scratch) throws IOException {
        try {
            scratch.replaceDurably(layout.format(), (TITLE + CURRENT + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) { // another process finished the store meanwhile, and swept this scratch file
            if (!isStore()) {
                throw e;
            }
        }
    }

    /** Parent folders get the default permissions of the process; only the owner can enter the store itself. */
    private void makeRoot() throws IOException {
        Path above = layout.root().getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        if (!Files.isDirectory(layout.root())) {
            disk.makeFolder(layout.root());
        }
    }

    /** Accepts FORMAT, too: another process may initialize the same store at this moment. */
    private void requireOwnNames() throws IOException {
        List<String> ownNames = new ArrayList<>(IGNORED);
        layout.folders().forEach(folder -> ownNames.add(String.valueOf(folder.getFileName())));
        ownNames.add(String.valueOf(layout.lock().getFileName()));
        ownNames.add(String.valueOf(layout.format().getFileName()));
        for (String name : disk.names(layout.root())) {
            if (!ownNames.contains(name) && Scratch.writerOf(name).isEmpty()) {
                throw notAStore("it holds '" + name + "' but no FORMAT");
            }
        }
        for (Path folder : layout.folders()) {
            boolean hasFiles = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && !disk.names(folder).isEmpty();
            if (hasFiles && !isStore()) { // another process may have finished it meanwhile
                throw notAStore("it holds files in '" + folder.getFileName() + "' but no FORMAT");
            }
        }
    }

    private void requireFolders() throws IOException {
        for (Path folder : layout.folders()) {
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                restore(folder);
            } else if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw notAStore(folder.getFileName() + " is not a directory");
            }
        }
    }

    private void restore(Path folder) throws IOException {
        try {
            disk.makeFolder(folder);
        } catch (NoSuchFileException e) {
            throw notAStore(folder.getFileName() + " is missing");
        }
    }

    private ImageException notAStore(String reason) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "the folder " + layout.root() + " is not an image store: " + reason + "; set " + PROPERTY
                        + " to an empty folder, or to one that does not exist");
    }
}
