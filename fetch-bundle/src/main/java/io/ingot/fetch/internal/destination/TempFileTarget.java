// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes arrive in a file beside the destination, which is renamed at the end. Nothing of it outlives the transfer. */
public final class TempFileTarget implements Target {
    private final FetchDestination destination;
    private final FileOwnership rights;
    private @Nullable PartFile image;
    private @Nullable PartFile other;

    /**
     * Makes no file yet.
     *
     * @param rights whose the image will be
     */
    public TempFileTarget(FetchDestination destination, FileOwnership rights) {
        this.destination = destination;
        this.rights = rights;
    }

    @Override
    public Part part() throws ImageException {
        PartFile made = image;
        if (made == null) {
            made = PartFile.create(destination);
            image = made;
        }
        return made.part();
    }

    @Override
    public Part spare() throws ImageException {
        PartFile made = other;
        if (made == null) {
            made = PartFile.create(destination);
            other = made;
        }
        return made.part();
    }

    /** Looks whether there is room now; nothing here can keep it. */
    @Override
    public void reserve(long bytes) throws ImageException {
        destination.requireSpace(bytes);
    }

    @Override
    public void publish(Part whole, List<Checksum> digests, ImageInfo info) throws ImageException {
        for (PartFile file : new @Nullable PartFile[] {image, other}) {
            if (file != null && file.part() == whole) {
                file.publish(rights);
                return;
            }
        }
        throw new IllegalArgumentException("not a part of this landing: " + whole.path());
    }

    @Override
    public void close() {
        if (image != null) {
            image.close();
        }
        if (other != null) {
            other.close();
        }
    }
}
