// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare.record;

import java.util.List;

/**
 * What is known of a node's folder.
 *
 * @param state how far a run had come
 * @param files what stood there when the last run ended
 * @param next what is to stand there; empty unless it is being placed
 */
public record NodeRecord(State state, List<PlacedFile> files, List<PlacedFile> next) {
    /** Nothing was ever placed. */
    public static final NodeRecord EMPTY = prepared(List.of());

    /** How far a run had come. */
    public enum State {
        /** What the record has stands in the folder. */
        PREPARED,
        /** All images were there, and the first of them may have its place. */
        PLACING
    }

    /** Copies the lists. */
    public NodeRecord {
        files = List.copyOf(files);
        next = List.copyOf(next);
    }

    /** These stand there. */
    public static NodeRecord prepared(List<PlacedFile> files) {
        return new NodeRecord(State.PREPARED, files, List.of());
    }

    /** The same, about to be replaced by these. */
    public NodeRecord placing(List<PlacedFile> staged) {
        return new NodeRecord(State.PLACING, files, staged);
    }

    /** Whether a run was interrupted after the decision. */
    public boolean isPlacing() {
        return state == State.PLACING;
    }
}
