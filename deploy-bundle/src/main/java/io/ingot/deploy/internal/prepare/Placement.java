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

/** The steps of the protocol that this package describes. For who has the folder's lock, on one thread. */
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

    /** What a person should know of the steps taken so far, one sentence each. */
    List<String> warnings() {
        return warnings;
    }

    /** Finishes or undoes what an earlier run left; what stands in the folder then. */
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
        warnings.add("an interrupted run was finished first: " + names(record.next()));
        return finish(record);
    }

    private NodeRecord undo(NodeRecord record, PlacedFile missing) throws IOException {
        String why = "an interrupted run could not be finished, since somebody took " + missing.name() + " away: ";
        List<PlacedFile> placed = placed(record);
        NodeRecord undone;
        if (placed.isEmpty()) {
            warnings.add(why + "the folder stays as it was before");
            undone = NodeRecord.prepared(record.files());
        } else if (allInPlace(record.files())) {
            warnings.add(why + "what it had placed was removed, and the folder is as it was before");
            remove(placed);
            undone = NodeRecord.prepared(record.files());
        } else {
            warnings.add(why + "what it and the run before had placed was removed");
            remove(Stream.concat(record.next().stream(), record.files().stream())
                    .toList());
            undone = NodeRecord.EMPTY;
        }
        disk.force(folder.root());
        records.write(undone);
        return undone;
    }

    /** Those of the new set that have their place; a file that the old set had there already was not placed. */
    private List<PlacedFile> placed(NodeRecord record) throws IOException {
        List<PlacedFile> placed = new ArrayList<>();
        for (PlacedFile file : record.next()) {
            if (isPlaced(file) && record.files().stream().noneMatch(file::isSameAs)) {
                placed.add(file);
            }
        }
        return placed;
    }

    /** Makes an empty folder for what is fetched. */
    void createStaged() throws IOException {
        disk.createPrivateFolder(folder.staged());
    }

    /** Where the engine puts a role's file. */
    Path destination(String name) {
        return disk.reach(folder.staged(name));
    }

    /** What a role's file is, once it is staged; it is whole on disk then. */
    FileState force(String name) throws IOException {
        Path staged = folder.staged(name);
        FileState state = disk.state(staged)
                .filter(FileState::isFile)
                .orElseThrow(() -> NodeFolderErrors.permanent("what was fetched is no file:", staged, "try again"));
        disk.force(staged);
        return state;
    }

    /** Decides for the staged files, and gives each its place. */
    void place(NodeRecord former, List<PlacedFile> next) throws IOException {
        disk.force(folder.staged());
        disk.force(folder.home());
        NodeRecord record = former.placing(next);
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
        Set<String> kept = record.next().stream().map(PlacedFile::name).collect(Collectors.toSet());
        remove(record.files().stream()
                .filter(file -> !kept.contains(file.name()))
                .toList());
        disk.force(folder.root());
        NodeRecord finished = NodeRecord.prepared(record.next());
        records.write(finished);
        return finished;
    }

    /** A rename of two names of one file leaves both. */
    private void deleteSecondName(PlacedFile file) throws IOException {
        if (isStaged(file)) {
            disk.delete(folder.staged(file.name()));
        }
    }

    /**
     * Makes sure that an image can have a name.
     *
     * @throws io.ingot.image.ImageException LOCAL_IO if a folder or a device has it
     */
    void requireReplaceable(String name) throws IOException {
        Path place = folder.place(name);
        if (disk.state(place).filter(state -> !state.isReplaceable()).isPresent()) {
            throw NodeFolderErrors.permanent("a folder or device is in the way of an image:", place, "remove it");
        }
    }

    private void warnOfForeignFiles(NodeRecord record) throws IOException {
        for (PlacedFile file : record.next()) {
            Optional<FileState> there = disk.state(folder.place(file.name()));
            boolean ours = there.isEmpty()
                    || record.files().stream()
                            .filter(former -> former.name().equals(file.name()))
                            .anyMatch(former -> former.matches(there.get()));
            if (!ours) {
                warnings.add(folder.place(file.name()) + " was not put there by an earlier prepare; it was replaced");
            }
        }
    }

    /** Takes away all that was placed, the record and what else is ours; the files that were placed. */
    List<Path> clean() throws IOException {
        requireStagedFolder();
        Optional<NodeRecord> record = records.read();
        List<PlacedFile> recorded = record.stream()
                .flatMap(found -> Stream.concat(found.next().stream(), found.files().stream()))
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
     * Leaves the folder as it was before a run that failed. If the staged files were decided for they stay: the next run
     * places them.
     *
     * @param made whether the run made the folder itself
     */
    void abandon(boolean made) throws IOException {
        Optional<NodeRecord> record = records.read();
        if (record.filter(NodeRecord::isPlacing).isPresent()) {
            return;
        }
        deleteStaged();
        if (record.isEmpty()) {
            deleteHome();
            if (made) {
                deleteFolder(folder.root());
            }
        }
    }

    /** Takes away what is ours but for the images. Whoever waits for the lock meanwhile sees that it has lost its name. */
    private void deleteHome() throws IOException {
        records.delete();
        disk.delete(folder.lock());
        deleteFolder(folder.home());
        disk.force(folder.root());
    }

    static String nothingPrepared(NodeFolder folder) {
        return "nothing was prepared in " + folder.root();
    }

    /** Deletes those that are still what the record says. */
    private List<Path> remove(List<PlacedFile> recorded) throws IOException {
        List<Path> removed = new ArrayList<>();
        for (String name : recorded.stream().map(PlacedFile::name).distinct().toList()) {
            Path place = folder.place(name);
            Optional<FileState> there = disk.state(place);
            if (there.isEmpty()) {
                continue;
            }
            if (recorded.stream().anyMatch(file -> file.name().equals(name) && file.matches(there.get()))) {
                disk.delete(place);
                removed.add(place);
            } else {
                warnings.add(place + " is not what was prepared, somebody changed or replaced it; it stays");
            }
        }
        return removed;
    }

    /** Deletes what is staged, and the engine's files beside it. */
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

    private void deleteFolder(Path emptied) throws IOException {
        try {
            disk.delete(emptied);
        } catch (DirectoryNotEmptyException e) {
            warnings.add(emptied + " stays: it has files that are not ours, such as "
                    + disk.list(emptied).stream()
                            .map(Path::getFileName)
                            .findFirst()
                            .orElse(emptied));
        }
    }

    private void requireStagedFolder() throws IOException {
        if (disk.state(folder.staged()).filter(state -> !state.isFolder()).isPresent()) {
            throw NodeFolderErrors.permanent(
                    "there is no folder, but something else called", folder.staged(), "remove it");
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
