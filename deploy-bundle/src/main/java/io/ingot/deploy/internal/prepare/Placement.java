// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.common.file.FileState;
import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.deploy.internal.prepare.folder.NodeFolderErrors;
import io.ingot.deploy.internal.prepare.record.NodeRecord;
import io.ingot.deploy.internal.prepare.record.NodeRecords;
import io.ingot.deploy.internal.prepare.record.PlacedFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps of the protocol that the package documentation describes. For one thread, which holds the folder's lock. */
final class Placement {
    private final NodeFolder folder;
    private final NodeDisk disk;
    private final SharedFiles shared;
    private final NodeRecords records;
    private final List<String> warnings = new ArrayList<>();

    Placement(NodeFolder folder, NodeDisk disk) {
        this(folder, disk, new SharedFiles(Optional.empty()));
    }

    Placement(NodeFolder folder, NodeDisk disk, SharedFiles shared) {
        this.folder = folder;
        this.disk = disk;
        this.shared = shared;
        this.records = new NodeRecords(folder, disk);
    }

    /** The warnings of the steps so far, one sentence each. */
    List<String> warnings() {
        return warnings;
    }

    /** Finishes or undoes an interrupted run; returns the record of the folder after that. */
    NodeRecord recover() throws IOException {
        requireStagedFolder();
        NodeRecord record = records.read().orElse(NodeRecord.EMPTY);
        NodeRecord recovered = record.isPlacing() ? finishOrUndo(record) : record;
        deleteStaged();
        return recovered;
    }

    private NodeRecord finishOrUndo(NodeRecord record) throws IOException {
        for (PlacedFile file : record.next()) {
            if (!isStaged(file) && !isPlaced(file)) {
                return undo(record, file);
            }
        }
        warnings.add("an interrupted run was completed: " + names(record.next()));
        return finish(record);
    }

    private NodeRecord undo(NodeRecord record, PlacedFile missing) throws IOException {
        String why = "an interrupted run could not be completed, since its " + missing.name() + " is gone: ";
        List<PlacedFile> placed = placed(record);
        NodeRecord undone;
        if (placed.isEmpty()) {
            warnings.add(why + "the folder is unchanged");
            undone = NodeRecord.prepared(record.files());
        } else if (allInPlace(record.files())) {
            warnings.add(why + "its files were removed, and the folder is as it was before that run");
            remove(placed);
            undone = NodeRecord.prepared(record.files());
        } else {
            warnings.add(why + "its files and those of the run before were removed");
            remove(Stream.concat(record.next().stream(), record.files().stream())
                    .toList());
            undone = NodeRecord.EMPTY;
        }
        disk.force(folder.root());
        records.write(undone);
        return undone;
    }

    /** The files of the new set that are in place, but for those that the old set had there already. */
    private List<PlacedFile> placed(NodeRecord record) throws IOException {
        List<PlacedFile> placed = new ArrayList<>();
        for (PlacedFile file : record.next()) {
            if (isPlaced(file) && record.files().stream().noneMatch(file::isSameAs)) {
                placed.add(file);
            }
        }
        return placed;
    }

    /** Creates an empty folder for fetched files. */
    void createStaged() throws IOException {
        disk.createPrivateFolder(folder.staged());
    }

    /** The path at which the engine places a file. */
    Path destination(String name) {
        return disk.reach(folder.staged(name));
    }

    /** Forces a staged file to disk, and returns its state. */
    FileState force(String name) throws IOException {
        Path staged = folder.staged(name);
        FileState state = disk.state(staged)
                .filter(FileState::isFile)
                .orElseThrow(() -> NodeFolderErrors.permanent(staged, "not a regular file", "try again"));
        disk.force(staged);
        return state;
    }

    /** Commits to the staged files, and moves each to its place. */
    void place(NodeRecord previous, List<PlacedFile> next) throws IOException {
        disk.force(folder.staged());
        disk.force(folder.home());
        NodeRecord record = previous.placing(next);
        warnOfForeignFiles(record);
        records.write(record);
        finish(record);
        deleteStaged();
    }

    private NodeRecord finish(NodeRecord record) throws IOException {
        for (PlacedFile file : record.next()) {
            if (isStaged(file)) {
                requireReplaceable(file.name());
                shared.change(file, () -> {
                    disk.move(folder.staged(file.name()), folder.place(file.name()));
                    deleteSecondName(file);
                });
            }
        }
        Set<String> names = record.next().stream().map(PlacedFile::name).collect(Collectors.toSet());
        remove(record.files().stream()
                .filter(file -> !names.contains(file.name()))
                .toList());
        disk.force(folder.root());
        NodeRecord finished = NodeRecord.prepared(record.next());
        records.write(finished);
        return finished;
    }

    /** Deletes the staged name of a placed file: a rename between two names of one file leaves both. */
    private void deleteSecondName(PlacedFile file) throws IOException {
        if (isStaged(file)) {
            disk.delete(folder.staged(file.name()));
        }
    }

    /**
     * Requires that an image can be placed under a name.
     *
     * @throws io.ingot.image.ImageException LOCAL_IO if a directory or a device has the name
     */
    void requireReplaceable(String name) throws IOException {
        Path place = folder.place(name);
        if (disk.state(place).filter(state -> !state.isReplaceable()).isPresent()) {
            throw NodeFolderErrors.permanent(place, "a directory or device has the name of an image", "remove it");
        }
    }

    private void warnOfForeignFiles(NodeRecord record) throws IOException {
        for (PlacedFile file : record.next()) {
            Optional<FileState> existing = disk.state(folder.place(file.name()));
            boolean ours = existing.isEmpty()
                    || record.files().stream()
                            .filter(old -> old.name().equals(file.name()))
                            .anyMatch(old -> old.matches(existing.get()));
            if (!ours) {
                warnings.add(folder.place(file.name()) + " was not placed by an earlier prepare; it was replaced");
            }
        }
    }

    /** Removes all placed files, the record and Ingot's own files; returns the placed files that were removed. */
    List<Path> clean() throws IOException {
        requireStagedFolder();
        Optional<NodeRecord> record = records.read();
        List<PlacedFile> recorded = record.stream()
                .flatMap(read -> Stream.concat(read.next().stream(), read.files().stream()))
                .toList();
        List<Path> removed = remove(recorded);
        disk.force(folder.root());
        deleteStaged();
        deleteHome();
        if (record.isEmpty()) {
            warnings.add(nothingPrepared(folder));
        }
        return removed;
    }

    /**
     * Restores the folder to its state before a run that failed. If the run had committed to the staged files, they stay, and
     * the next run places them.
     *
     * @param created whether the run created the folder itself
     */
    void abandon(boolean created) throws IOException {
        Optional<NodeRecord> record = records.read();
        if (record.filter(NodeRecord::isPlacing).isPresent()) {
            return;
        }
        deleteStaged();
        if (record.isEmpty()) {
            deleteHome();
            if (created) {
                deleteFolder(folder.root());
            }
        }
    }

    /** Removes Ingot's own files. A process that waits for the lock notices that the lock has lost its name. */
    private void deleteHome() throws IOException {
        records.delete();
        disk.delete(folder.lock());
        deleteFolder(folder.home());
        disk.force(folder.root());
    }

    static String nothingPrepared(NodeFolder folder) {
        return "nothing was prepared in " + folder.root();
    }

    /** Deletes the files that are unchanged since they were recorded; returns their paths. */
    private List<Path> remove(List<PlacedFile> recorded) throws IOException {
        List<Path> removed = new ArrayList<>();
        for (String name : recorded.stream().map(PlacedFile::name).distinct().toList()) {
            Path place = folder.place(name);
            Optional<FileState> existing = disk.state(place);
            if (existing.isEmpty()) {
                continue;
            }
            if (recorded.stream().anyMatch(file -> file.name().equals(name) && file.matches(existing.get()))) {
                disk.delete(place);
                removed.add(place);
            } else {
                warnings.add(place + " was changed or replaced since it was prepared; it was not removed");
            }
        }
        return removed;
    }

    /** Deletes the staged files, and the engine's files next to them. */
    void deleteStaged() throws IOException {
        if (disk.state(folder.staged()).isEmpty()) {
            return;
        }
        for (Path file : disk.list(folder.staged())) {
            if (disk.state(file).filter(state -> !state.isFolder()).isPresent()) {
                disk.delete(file);
            }
        }
        deleteFolder(folder.staged());
    }

    private void deleteFolder(Path empty) throws IOException {
        try {
            disk.delete(empty);
        } catch (DirectoryNotEmptyException e) {
            warnings.add(empty + " was not removed: it contains other files, such as "
                    + disk.list(empty).stream()
                            .map(Path::getFileName)
                            .findFirst()
                            .orElse(empty));
        }
    }

    private void requireStagedFolder() throws IOException {
        if (disk.state(folder.staged()).filter(state -> !state.isFolder()).isPresent()) {
            throw NodeFolderErrors.permanent(folder.staged(), "not a directory", "remove it");
        }
    }

    private boolean allInPlace(List<PlacedFile> files) throws IOException {
        for (PlacedFile file : files) {
            if (!isPlaced(file)) {
                return false;
            }
        }
        return true;
    }

    private boolean isStaged(PlacedFile file) throws IOException {
        return disk.state(folder.staged(file.name())).filter(file::matches).isPresent();
    }

    private boolean isPlaced(PlacedFile file) throws IOException {
        return disk.state(folder.place(file.name())).filter(file::matches).isPresent();
    }

    private static String names(List<PlacedFile> files) {
        return files.stream().map(PlacedFile::name).collect(Collectors.joining(", "));
    }
}
