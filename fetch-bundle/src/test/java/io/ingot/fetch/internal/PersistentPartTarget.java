// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.destination.Target;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A target with a journal, whose part stays when it is closed, as after a killed process. */
final class PersistentPartTarget implements Target {
    static final String PART = "image.part";
    static final String JOURNAL = "image.journal";

    private final Path folder;
    private final Part part;

    PersistentPartTarget(Path folder) throws ImageException {
        this.folder = folder;
        this.part = Part.resumed(folder.resolve(PART), folder.resolve(JOURNAL), folder.resolve("image"));
    }

    @Override
    public Part part() {
        return part;
    }

    @Override
    public Part spare() throws ImageException {
        return Part.open(folder.resolve("spare"), folder.resolve("image"));
    }

    @Override
    public void reserve(long bytes) {}

    @Override
    public void publish(Part whole, List<Checksum> digests, ImageInfo info) throws ImageException {
        try {
            Files.move(whole.path(), folder.resolve("image"), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(folder.resolve(JOURNAL));
        } catch (IOException e) {
            throw new ImageException(ErrorCode.LOCAL_IO, "the move failed", e);
        }
    }

    @Override
    public void close() {
        try {
            part.close();
        } catch (ImageException e) {
            throw new IllegalStateException(e);
        }
    }
}
