// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.common.file.FileState;
import io.ingot.deploy.internal.prepare.folder.FolderMode;
import io.ingot.deploy.internal.prepare.folder.NodeAccess;
import io.ingot.deploy.internal.prepare.folder.NodeDisk;
import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.deploy.internal.prepare.folder.NodeFolderErrors;
import io.ingot.deploy.internal.prepare.folder.NodeLock;
import io.ingot.deploy.internal.prepare.record.NodeRecord;
import io.ingot.deploy.internal.prepare.record.PlacedFile;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedImage;
import io.ingot.image.deploy.PreparedNode;
import io.ingot.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prepares nodes' folders from plans. Safe for concurrent use. */
public final class NodePreparation {
    private final ImageFetcher fetcher;
    private final SharedFiles shared;
    private final FolderMode folderMode;
    private final NodeDisk disk;

    /**
     * A preparation that fetches with an engine.
     *
     * @param store the engine's store, if present
     * @param folderMode the permissions of a node's folder that is created
     */
    public NodePreparation(ImageFetcher fetcher, Optional<ImageStore> store, FolderMode folderMode) {
        this(fetcher, store, folderMode, new NodeDisk());
    }

    NodePreparation(ImageFetcher fetcher, FolderMode folderMode) {
        this(fetcher, folderMode, new NodeDisk());
    }

    NodePreparation(ImageFetcher fetcher, FolderMode folderMode, NodeDisk disk) {
        this(fetcher, Optional.empty(), folderMode, disk);
    }

    NodePreparation(ImageFetcher fetcher, Optional<ImageStore> store, FolderMode folderMode, NodeDisk disk) {
        this.fetcher = fetcher;
        this.shared = new SharedFiles(store);
        this.folderMode = folderMode;
        this.disk = disk;
    }

    /** Prepares a node, as {@link io.ingot.image.deploy.DeploymentPlanner#prepare} specifies. */
    public PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException {
        Optional<ImageException> failure = plan.failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        ConductorImages conductor = ConductorImages.of(plan);
        requireDistinctNames(conductor.images());
        call.check();
        NodeFolder node = NodeFolder.of(folder);
        try {
            boolean created = createIfMissing(node);
            try (NodeAccess access = NodeAccess.open(node, disk);
                    NodeLock lock = NodeLock.acquire(node, access.disk())) {
                return prepareLocked(conductor, node, access.disk(), created, listener, call);
            }
        } catch (IOException e) {
            throw NodeFolderErrors.failed("preparing", node.root(), e);
        }
    }

    private PreparedNode prepareLocked(
            ConductorImages conductor,
            NodeFolder node,
            NodeDisk nodeDisk,
            boolean created,
            PreparationListener listener,
            Call call)
            throws IOException {
        Placement placement = new Placement(node, nodeDisk, shared);
        NodeRecord previous = placement.recover();
        try {
            List<FetchedImage> fetched = stage(conductor.images(), node, placement, previous, listener, call);
            List<String> warnings = new ArrayList<>(conductor.warnings());
            warnings.addAll(placement.warnings());
            return prepared(conductor.images(), fetched, node, warnings);
        } catch (IOException | RuntimeException e) {
            abandon(placement, created, e);
            throw e;
        }
    }

    private List<FetchedImage> stage(
            List<PlannedImage> images,
            NodeFolder node,
            Placement placement,
            NodeRecord previous,
            PreparationListener listener,
            Call call)
            throws IOException {
        for (PlannedImage image : images) {
            placement.requireReplaceable(image.file());
        }
        SelfOverwrite.refuse(images, node, previous);
        placement.createStaged();
        List<FetchedImage> fetched =
                new ParallelFetch(fetcher, images, call).fetchAll(placement::destination, listener);
        List<PlacedFile> next = new ArrayList<>();
        for (int index = 0; index < images.size(); index++) {
            PlannedImage image = images.get(index);
            next.add(file(image, fetched.get(index), placement.force(image.file())));
        }
        call.check();
        placement.place(previous, next);
        return fetched;
    }

    private static void abandon(Placement placement, boolean created, Exception cause) {
        try {
            placement.abandon(created);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static PlacedFile file(PlannedImage planned, FetchedImage fetched, FileState state) {
        return new PlacedFile(
                planned.role().text(),
                planned.file(),
                fetched.reference().toString(),
                fetched.digests(),
                state.inode(),
                state.size(),
                state.modified());
    }

    private static PreparedNode prepared(
            List<PlannedImage> images, List<FetchedImage> fetched, NodeFolder node, List<String> warnings) {
        List<PreparedImage> prepared = new ArrayList<>();
        for (int index = 0; index < images.size(); index++) {
            PlannedImage image = images.get(index);
            prepared.add(new PreparedImage(
                    image.role(),
                    fetched.get(index).toBuilder()
                            .path(node.place(image.file()))
                            .build()));
            fetched.get(index)
                    .warnings()
                    .forEach(warning -> warnings.add(image.role().text() + ": " + warning));
        }
        return new PreparedNode(node.root(), prepared, warnings);
    }

    private static void requireDistinctNames(List<PlannedImage> images) {
        Set<String> names = new HashSet<>();
        for (PlannedImage image : images) {
            if (!names.add(NodeFolder.checkedName(image.file()))) {
                throw new IllegalArgumentException("two images of the plan have the file name " + image.file());
            }
        }
    }

    /** Creates the node's folder if it does not exist; returns whether it did. */
    private boolean createIfMissing(NodeFolder node) throws IOException {
        if (Files.isDirectory(node.root())) {
            return false;
        }
        if (disk.state(node.root()).isPresent()) {
            throw NodeFolderErrors.notADirectory(node.root());
        }
        Path parent = node.root().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw NodeFolderErrors.noParent(node.root());
        }
        try (NodeAccess access = NodeAccess.open(new NodeFolder(parent), disk)) {
            access.disk().createFolder(node.root(), folderMode);
            access.disk().force(parent);
        }
        return true;
    }
}
