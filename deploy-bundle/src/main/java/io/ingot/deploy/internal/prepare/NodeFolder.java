// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node's folder, and what we keep in it.
 *
 * @param path absolute
 */
record NodeFolder(Path path, Disk disk) {
    private static final String OURS = ".ingot";

    /**
     * A folder that exists, or is made in one that does.
     *
     * @throws ImageException LOCAL_IO if there is none and none can be made
     */
    static NodeFolder prepared(Path folder, Disk disk) throws ImageException {
        Path path = folder.toAbsolutePath().normalize();
        Path parent = path.getParent();
        try {
            if (!Files.isDirectory(path)) {
                if (parent == null || !Files.isDirectory(parent)) {
                    throw LocalErrors.notUsable(
                            "the folder of the node's folder is missing:", parent, "create it first");
                }
                Files.createDirectory(path);
            }
        } catch (FileAlreadyExistsException e) {
            throw LocalErrors.notUsable("the node's folder is a file:", path, "name a folder");
        } catch (IOException e) {
            throw LocalErrors.failed("creating the node's folder", path, e);
        }
        if (!Files.isWritable(path)) {
            throw LocalErrors.notUsable("the node's folder cannot be written:", path, "give this user access");
        }
        return new NodeFolder(path, disk);
    }

    /**
     * A folder that exists.
     *
     * @throws ImageException LOCAL_IO if there is none
     */
    static NodeFolder existing(Path folder, Disk disk) throws ImageException {
        Path path = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw LocalErrors.notUsable("there is no node's folder", path, "name the one that was prepared");
        }
        return new NodeFolder(path, disk);
    }

    /** Where an image will stand. */
    Path image(String name) {
        return path.resolve(name);
    }

    /** Where what we keep lies. */
    Path ours() {
        return path.resolve(OURS);
    }

    Path lock() {
        return ours().resolve("lock");
    }

    Path staged() {
        return ours().resolve("staged");
    }

    /** Where an image arrives. */
    Path staged(String name) {
        return staged().resolve(name);
    }

    private Path record() {
        return ours().resolve("record.json");
    }

    private Path nextRecord() {
        return ours().resolve("record.json.next");
    }

    /** Whether anything of ours is there. */
    boolean hasOurs() {
        return Files.exists(ours(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes the place for what we keep, or a folder in it, for its owner alone. */
    void make(Path folder) throws ImageException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw LocalErrors.notUsable("what is no folder is in the way:", folder, "take it away");
            }
        } catch (IOException e) {
            throw LocalErrors.failed("creating", folder, e);
        }
    }

    /**
     * What is recorded; empty if nothing is.
     *
     * @throws ImageException LOCAL_IO if it cannot be read
     */
    Optional<NodeRecord> read() throws ImageException {
        try {
            if (Files.isSymbolicLink(record())) {
                throw new IllegalArgumentException("it is a symbolic link");
            }
            if (Files.size(record()) > RecordText.MOST) {
                throw new IllegalArgumentException("it has more than " + RecordText.MOST + " bytes");
            }
            return Optional.of(RecordText.read(Files.readAllBytes(record())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw LocalErrors.failed("reading", record(), e);
        } catch (IllegalArgumentException e) {
            throw LocalErrors.notUsable(
                            "the record of the node's folder cannot be used:",
                            record(),
                            e.getMessage() + "; look at what lies in the folder, then take " + ours() + " away")
                    .lasting();
        }
    }

    /** Replaces the record in one step, forced to disk. */
    void write(NodeRecord record) throws ImageException {
        try {
            disk.write(nextRecord(), RecordText.write(record));
            disk.move(nextRecord(), record());
            disk.force(ours());
        } catch (IOException e) {
            throw LocalErrors.failed("writing", record(), e);
        }
    }

    /** Takes away what is staged. */
    void dropStaged() throws ImageException {
        for (Path file : list(staged())) {
            delete(file);
        }
        delete(staged());
    }

    /** Takes away all that we keep: the record last but for the lock, so that a crash leaves what tells the rest. */
    void dropOurs() throws ImageException {
        dropStaged();
        delete(nextRecord());
        delete(record());
        delete(lock());
        delete(ours());
    }

    void delete(Path file) throws ImageException {
        try {
            disk.delete(file);
        } catch (IOException e) {
            throw LocalErrors.failed("taking away", file, e);
        }
    }

    void force() throws ImageException {
        force(path);
    }

    void force(Path folder) throws ImageException {
        try {
            disk.force(folder);
        } catch (IOException e) {
            throw LocalErrors.failed("forcing to disk", folder, e);
        }
    }

    private static List<Path> list(Path folder) throws ImageException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw LocalErrors.failed("listing", folder, new IOException(e));
        } catch (IOException e) {
            throw LocalErrors.failed("listing", folder, e);
        }
        return files;
    }
}
