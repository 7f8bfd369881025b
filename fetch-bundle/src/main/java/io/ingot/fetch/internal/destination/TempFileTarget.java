// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target that writes a temporary file next to the destination, and renames it. A transfer to it cannot be resumed.
 */
public final class TempFileTarget implements Target {
    private final FetchDestination destination;
    private final FileOwnership ownership;
    private @Nullable PartFile image;
    private @Nullable PartFile spare;

    /**
     * Creates no file yet.
     *
     * @param ownership the owner and mode of the image
     */
    public TempFileTarget(FetchDestination destination, FileOwnership ownership) {
        this.destination = destination;
        this.ownership = ownership;
    }

    @Override
    public Part part() throws ImageException {
        PartFile file = image;
        if (file == null) {
            file = PartFile.create(destination);
            image = file;
        }
        return file.part();
    }

    @Override
    public Part spare() throws ImageException {
        PartFile file = spare;
        if (file == null) {
            file = PartFile.create(destination);
            spare = file;
        }
        return file.part();
    }

    /** Checks the free space; it cannot be reserved here. */
    @Override
    public void reserve(long bytes) throws ImageException {
        destination.requireSpace(bytes);
    }

    @Override
    public void publish(Part complete, List<Checksum> digests, ImageInfo info) throws ImageException {
        for (PartFile file : new @Nullable PartFile[] {image, spare}) {
            if (file != null && file.part() == complete) {
                file.publish(ownership);
                return;
            }
        }
        throw new IllegalArgumentException("not a part of this target: " + complete.path());
    }

    @Override
    public void close() {
        if (image != null) {
            image.close();
        }
        if (spare != null) {
            spare.close();
        }
    }
}
