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
 * Makes a folder a store, and refuses one that is none or of a newer format. The file FORMAT comes last: a folder with
 * nothing but our own names, and nothing in its folders, is one whose making was interrupted. A later format brings the step that turns its forerunner
 * into it, to be taken here, under a lock, ending with the new FORMAT.
 */
public final class StoreFormat {
    private static final int CURRENT = 1;
    private static final String TITLE = "ingot-store ";
    private static final Pattern TEXT = Pattern.compile(TITLE + "([1-9][0-9]{0,8})\n?");
    private static final int LONGEST = 64;
    private static final String PROPERTY = "io.ingot.fetch/store";
    private static final Set<String> OTHERS = Set.of("lost+found");

    private final StoreLayout folder;
    private final StoreDisk disk;

    /** Looks at nothing yet. */
    public StoreFormat(StoreLayout folder, StoreDisk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /**
     * Makes sure that the folder is a store of this format.
     *
     * @throws ImageException INVALID_CONFIGURATION if it is of a newer one, or something else, or untrusted users could
     *     write there
     */
    public void prepare(Scratch scratch) throws ImageException {
        if (Files.exists(folder.root()) && !Files.isDirectory(folder.root())) {
            throw noStore("it is no folder");
        }
        try {
            new StoreOwners(folder, TrustedUsers.current()).check();
            if (!stands()) {
                make(scratch);
            }
            requireFolders();
        } catch (IOException e) {
            throw LocalFileErrors.writeFailed(folder.root(), folder.format(), e);
        }
    }

    /** Whether the folder is a store of this format already. */
    private boolean stands() throws IOException {
        if (Files.notExists(folder.format(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Optional<byte[]> read = disk.read(folder.format(), LONGEST);
        if (read.isEmpty()) {
            throw noStore("its FORMAT is no short file");
        }
        String text = new String(read.get(), StandardCharsets.UTF_8);
        Matcher known = TEXT.matcher(text);
        if (!known.matches()) {
            throw noStore("its FORMAT does not begin with '" + TITLE + "'");
        }
        int format = Integer.parseInt(known.group(1));
        if (format > CURRENT) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the store " + folder.root() + " is of format " + format + ", this program knows format " + CURRENT
                            + " at the most; update it, or let " + PROPERTY + " name another folder");
        }
        return true;
    }

    private void make(Scratch scratch) throws IOException {
        makeRoot();
        requireOurs();
        for (Path part : folder.parts()) {
            disk.makeFolder(part);
        }
        if (!stands()) {
            write(scratch);
        }
    }

    private void write(Scratch scratch) throws IOException {
        try {
            scratch.replaceDurably(folder.format(), (TITLE + CURRENT + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) { // who finished the store meanwhile has swept ours
            if (!stands()) {
                throw e;
            }
        }
    }

    /** Folders above it are made as the process makes folders; the store itself is its owner's alone. */
    private void makeRoot() throws IOException {
        Path above = folder.root().getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        if (!Files.isDirectory(folder.root())) {
            disk.makeFolder(folder.root());
        }
    }

    /** FORMAT is among what may be there: another process may make the same store at this moment. */
    private void requireOurs() throws IOException {
        List<String> ours = new ArrayList<>(OTHERS);
        folder.parts().forEach(part -> ours.add(String.valueOf(part.getFileName())));
        ours.add(String.valueOf(folder.lock().getFileName()));
        ours.add(String.valueOf(folder.format().getFileName()));
        for (String name : disk.names(folder.root())) {
            if (!ours.contains(name) && Scratch.writerOf(name).isEmpty()) {
                throw noStore("it holds '" + name + "' and no FORMAT");
            }
        }
        for (Path part : folder.parts()) {
            boolean used = Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)
                    && !disk.names(part).isEmpty();
            if (used && !stands()) { // another process may have finished it meanwhile
                throw noStore("it holds files in '" + part.getFileName() + "' and no FORMAT");
            }
        }
    }

    private void requireFolders() throws IOException {
        for (Path part : folder.parts()) {
            if (Files.notExists(part, LinkOption.NOFOLLOW_LINKS)) {
                restore(part);
            } else if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
                throw noStore(part.getFileName() + " is no folder");
            }
        }
    }

    private void restore(Path part) throws IOException {
        try {
            disk.makeFolder(part);
        } catch (NoSuchFileException e) {
            throw noStore(part.getFileName() + " is missing");
        }
    }

    private ImageException noStore(String why) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "the folder " + folder.root() + " is not an image store: " + why + "; let " + PROPERTY
                        + " name an empty folder, or one that does not exist");
    }
}
