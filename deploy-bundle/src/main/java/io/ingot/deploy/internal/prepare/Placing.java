// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves files of one folder to where they are meant to be, and tells what they met. Used by whoever holds the lock. */
final class Placing {
    private final NodeFolder folder;
    private final List<String> warnings = new ArrayList<>();

    Placing(NodeFolder folder) {
        this.folder = folder;
    }

    /** What a person should know of what was done so far. */
    List<String> warnings() {
        return warnings;
    }

    /** Finishes or undoes what an interrupted run left; answers with what stands in the folder then, by the record. */
    List<PlacedFile> recover() throws ImageException {
        NodeRecord record = folder.read().orElseGet(() -> NodeRecord.prepared(List.of()));
        List<PlacedFile> standing = record.state() == NodeRecord.State.PLACING
                ? place(record.standing(), record.coming())
                : record.standing();
        folder.dropStaged();
        return standing;
    }

    /**
     * Gives files their names, forgets what stood there before and is not among them, and records it. Each step may be the
     * last of this process: then {@link #recover} goes on.
     *
     * @return what stands there then
     */
    List<PlacedFile> place(List<PlacedFile> standing, List<PlacedFile> coming) throws ImageException {
        Set<String> names = coming.stream().map(PlacedFile::name).collect(Collectors.toSet());
        List<PlacedFile> placed = new ArrayList<>();
        for (PlacedFile file : coming) {
            if (place(file, standing)) {
                placed.add(file);
            }
        }
        for (PlacedFile file : standing) {
            if (!names.contains(file.name())) {
                take(file);
            }
        }
        folder.force();
        folder.write(NodeRecord.prepared(placed));
        return placed;
    }

    /** Takes a recorded file away; whether it was still there, and still the one. */
    boolean take(PlacedFile file) throws ImageException {
        Path path = folder.image(file.name());
        if (is(file, path)) {
            folder.delete(path);
            return true;
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            warnings.add(path + " was changed or replaced since it was prepared; it was left alone");
        }
        return false;
    }

    private boolean place(PlacedFile file, List<PlacedFile> standing) throws ImageException {
        Path staged = folder.staged(file.name());
        Path path = folder.image(file.name());
        boolean there = is(file, path);
        if (is(file, staged)) {
            if (!there) {
                warnOfStranger(path, standing);
                move(staged, path);
            }
            folder.delete(staged); // two names of one file: the staged one is still there
            return true;
        }
        if (!there) {
            warnings.add(file.role() + ": what an interrupted run had fetched for " + path + " has gone");
        }
        return there;
    }

    private void warnOfStranger(Path path, List<PlacedFile> standing) throws ImageException {
        boolean known = false;
        for (PlacedFile file : standing) {
            known |= is(file, path);
        }
        if (!known && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            warnings.add(path + " was not there by the record, and was replaced");
        }
    }

    private void move(Path from, Path to) throws ImageException {
        try {
            folder.disk().move(from, to);
        } catch (IOException e) {
            throw LocalErrors.failed("moving an image to", to, e);
        }
    }

    private static boolean is(PlacedFile file, Path path) throws ImageException {
        try {
            return file.identity().isAt(path);
        } catch (IOException e) {
            throw LocalErrors.failed("looking at", path, e);
        }
    }
}
