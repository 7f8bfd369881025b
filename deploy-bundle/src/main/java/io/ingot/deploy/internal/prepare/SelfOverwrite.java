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
 * Detects images that would be read from paths of the node's folder that the preparation replaces or removes: such an image
 * would be lost.
 */
final class SelfOverwrite {
    private SelfOverwrite() {}

    /**
     * Refuses such images.
     *
     * @throws ImageException INVALID_METADATA, with the image's field
     */
    static void refuse(List<PlannedImage> images, NodeFolder node, NodeRecord previous) throws IOException {
        Set<String> names = new HashSet<>();
        images.forEach(image -> names.add(image.file()));
        previous.files().stream().map(PlacedFile::name).forEach(names::add);
        Path root = node.root().toRealPath();
        for (PlannedImage image : images) {
            Optional<Path> source = source(image.reference());
            if (source.isPresent() && isOwn(source.get(), root, names)) {
                throw new ImageException(
                        ErrorCode.INVALID_METADATA,
                        image.role().field() + " is " + image.reference() + ", a file in the node's folder that this"
                                + " preparation would replace or remove; move the image to another folder");
            }
        }
    }

    private static boolean isOwn(Path source, Path root, Set<String> names) {
        Path name = source.getFileName();
        return name != null && root.equals(source.getParent()) && names.contains(name.toString());
    }

    /** The path of a local file, with the real path of its folder; absent for other references, or if the folder does not exist. */
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
            return Optional.empty(); // its image service reports what is wrong
        }
    }
}
