// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import java.util.List;

/**
 * The record of a node's folder.
 *
 * @param state whether a run is placing files
 * @param files the files that were in the folder when the last run ended
 * @param next the files that are being placed; empty unless the state is {@link State#PLACING}
 */
public record NodeRecord(State state, List<PlacedFile> files, List<PlacedFile> next) {
    /** The record of a folder in which nothing was prepared. */
    public static final NodeRecord EMPTY = prepared(List.of());

    /** The state of a folder. */
    public enum State {
        /** The recorded files are in the folder. */
        PREPARED,
        /** All images were fetched, and some of them may be in place. */
        PLACING
    }

    /** Copies the lists. */
    public NodeRecord {
        files = List.copyOf(files);
        next = List.copyOf(next);
    }

    /** The record of a folder with these files. */
    public static NodeRecord prepared(List<PlacedFile> files) {
        return new NodeRecord(State.PREPARED, files, List.of());
    }

    /** This record, while these files are being placed. */
    public NodeRecord placing(List<PlacedFile> staged) {
        return new NodeRecord(State.PLACING, files, staged);
    }

    /** Whether a run was interrupted after its commit. */
    public boolean isPlacing() {
        return state == State.PLACING;
    }
}
