// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.deploy.CleanedNode;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.PreparationListener;
import io.ingot.image.deploy.PreparedImage;
import io.ingot.image.deploy.PreparedNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does plans, and takes away what they placed. Safe for concurrent use. */
public final class Preparing {
    private final ImageFetcher fetcher;
    private final Disk disk;

    /** Fetches by this engine. */
    public Preparing(ImageFetcher fetcher) {
        this(fetcher, Disk.REAL);
    }

    Preparing(ImageFetcher fetcher, Disk disk) {
        this.fetcher = fetcher;
        this.disk = disk;
    }

    /** See {@link io.ingot.image.deploy.DeploymentPlanner#prepare}. */
    public PreparedNode prepare(DeploymentPlan plan, Path folder, PreparationListener listener, Call call)
            throws ImageException {
        Optional<ImageException> failure = plan.failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        NodeFolder node = NodeFolder.prepared(folder, disk);
        for (PlannedImage image : plan.images()) {
            requireReplaceable(node.image(image.file()));
        }
        try (FolderLock lock = FolderLock.take(node)) {
            Placing placing = new Placing(node);
            List<PlacedFile> standing = placing.recover();
            List<PreparedImage> images = arrive(plan, node, standing, listener, call);
            List<PlacedFile> coming = new ArrayList<>();
            for (PreparedImage image : images) {
                coming.add(placed(image, node));
            }
            node.write(NodeRecord.placing(standing, coming));
            placing.place(standing, coming);
            node.dropStaged();
            return new PreparedNode(node.path(), at(node, images), warnings(images, placing));
        }
    }

    /** See {@link io.ingot.image.deploy.DeploymentPlanner#clean}. */
    public CleanedNode clean(Path folder, Call call) throws ImageException {
        call.check();
        NodeFolder node = NodeFolder.existing(folder, disk);
        if (!node.hasOurs()) {
            return new CleanedNode(node.path(), List.of(), List.of("nothing was prepared in " + node.path()));
        }
        try (FolderLock lock = FolderLock.take(node)) {
            Placing placing = new Placing(node);
            List<Path> removed = new ArrayList<>();
            for (PlacedFile file : placing.recover()) {
                if (placing.take(file)) {
                    removed.add(node.image(file.name()));
                }
            }
            node.force();
            node.dropOurs();
            return new CleanedNode(node.path(), removed, placing.warnings());
        }
    }

    /** All images below {@code staged}; or none, and the folder as it was. */
    private List<PreparedImage> arrive(
            DeploymentPlan plan, NodeFolder node, List<PlacedFile> standing, PreparationListener listener, Call call)
            throws ImageException {
        node.write(NodeRecord.fetching(standing));
        node.make(node.staged());
        try {
            List<PreparedImage> images = new Gathering(fetcher, listener, call).fetch(plan.images(), node.staged());
            node.force(node.staged());
            return images;
        } catch (ImageException e) {
            undo(node, standing, e);
            throw e;
        }
    }

    private static void undo(NodeFolder node, List<PlacedFile> standing, ImageException failure) {
        try {
            node.dropStaged();
            if (standing.isEmpty()) {
                node.dropOurs();
            } else {
                node.write(NodeRecord.prepared(standing));
            }
        } catch (ImageException e) {
            failure.addSuppressed(e);
        }
    }

    private static void requireReplaceable(Path path) throws ImageException {
        boolean free = Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
        boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path);
        if (!free && !file) {
            throw LocalErrors.notUsable("what is no file stands where an image belongs:", path, "take it away");
        }
    }

    private static PlacedFile placed(PreparedImage prepared, NodeFolder node) throws ImageException {
        FetchedImage image = prepared.image();
        Path name = image.path().getFileName();
        try {
            FileIdentity identity = FileIdentity.of(image.path())
                    .orElseThrow(() -> LocalErrors.notUsable("what was fetched has gone:", image.path(), "try again"));
            return new PlacedFile(
                    prepared.role().text(),
                    String.valueOf(name),
                    image.reference().toString(),
                    image.digests(),
                    identity);
        } catch (IOException e) {
            throw LocalErrors.failed("looking at", node.path(), e);
        }
    }

    private static List<PreparedImage> at(NodeFolder node, List<PreparedImage> images) {
        return images.stream()
                .map(image -> new PreparedImage(
                        image.role(),
                        image.image()
                                .at(node.image(
                                        String.valueOf(image.image().path().getFileName())))))
                .toList();
    }

    private static List<String> warnings(List<PreparedImage> images, Placing placing) {
        List<String> warnings = new ArrayList<>(placing.warnings());
        images.forEach(image -> image.image()
                .warnings()
                .forEach(warning -> warnings.add(image.role().text() + ": " + warning)));
        return warnings;
    }
}
