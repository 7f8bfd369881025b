// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.destination;

import io.ingot.image.ImageException;
import java.nio.file.Path;

/**
 * A hidden name beside a destination, under which a file is made ready before it lands in one step. Nobody else uses the
 * name; what has not landed is gone when this is closed. Used by one thread.
 */
public final class StagedName implements AutoCloseable {
    private final FetchDestination destination;
    private final PartFile guard;

    private StagedName(FetchDestination destination, PartFile guard) {
        this.destination = destination;
        this.guard = guard;
    }

    /** A fresh name. */
    public static StagedName at(FetchDestination destination) throws ImageException {
        return new StagedName(destination, PartFile.create(destination));
    }

    /** The name, of which there is no file yet. */
    public Path path() {
        return guard.link();
    }

    /** Puts the file of that name in its place, in a step that survives a crash of the machine. */
    public void publishDurably() throws ImageException {
        destination.take(path());
    }

    /** Puts the file of that name in its place; a crash of the machine may undo it. */
    public void publish() throws ImageException {
        destination.takeLightly(path());
    }

    @Override
    public void close() {
        guard.close();
    }
}
