// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.ImageException;
import java.nio.file.Path;

/**
 * A hidden name next to a destination, under which a file is prepared before it is published in one step. The name is
 * unique; a file that was not published is deleted on close. Used by one thread.
 */
public final class StagedName implements AutoCloseable {
    private final FetchDestination destination;
    private final PartFile part;

    private StagedName(FetchDestination destination, PartFile part) {
        this.destination = destination;
        this.part = part;
    }

    /** Reserves a new name. */
    public static StagedName at(FetchDestination destination) throws ImageException {
        return new StagedName(destination, PartFile.create(destination));
    }

    /** Returns the path, which does not exist yet. */
    public Path path() {
        return part.link();
    }

    /** Renames the file to the destination, in a step that survives a crash of the machine. */
    public void publishDurably() throws ImageException {
        destination.moveInDurably(path());
    }

    /** Renames the file to the destination; a crash of the machine may undo it. */
    public void publish() throws ImageException {
        destination.moveIn(path());
    }

    @Override
    public void close() {
        part.close();
    }
}
