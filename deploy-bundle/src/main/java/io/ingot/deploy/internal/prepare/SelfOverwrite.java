// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import io.ingot.deploy.internal.prepare.folder.NodeFolder;
import io.ingot.deploy.internal.prepare.record.NodeRecord;
import io.ingot.deploy.internal.prepare.record.PlacedFile;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.deploy.PlannedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Images that would be read from the places that they are to have in the node's folder, or that others are to have: they
 * would be replaced or taken away there, and be nowhere else.
 */
final class SelfOverwrite {
    private SelfOverwrite() {}

    /**
     * Refuses them.
     *
     * @throws ImageException INVALID_METADATA, about the image
     */
    static void refuse(List<PlannedImage> images, NodeFolder node, NodeRecord former) throws IOException {
        Set<String> names = new HashSet<>();
        images.forEach(image -> names.add(image.file()));
        former.files().stream().map(PlacedFile::name).forEach(names::add);
        Path root = node.root().toRealPath();
        for (PlannedImage image : images) {
            Optional<Path> source = source(image.reference());
            if (source.isPresent() && isOwn(source.get(), root, names)) {
                throw new ImageException(
                        ErrorCode.INVALID_METADATA,
                        image.role().field() + " is " + image.reference() + ", which is a place in the node's folder"
                                + " itself, where files are replaced and taken away; keep the image elsewhere");
            }
        }
    }

    private static boolean isOwn(Path source, Path root, Set<String> names) {
        Path name = source.getFileName();
        return name != null && root.equals(source.getParent()) && names.contains(name.toString());
    }

    /** Where a local file lies, its folder by its real path; absent if it is none, or is not there. */
    private static Optional<Path> source(ImageReference reference) {
        if (!reference.scheme().equals("file")) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(URI.create("file://" + reference.path()));
            Path folder = path.getParent();
            Path name = path.getFileName();
            return folder == null || name == null
                    ? Optional.empty()
                    : Optional.of(folder.toRealPath().resolve(name));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // its service tells what is wrong with it
        }
    }
}
