// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.prepare;

import java.util.List;

/**
 * What is recorded of a node's folder.
 *
 * @param state how far the last run came
 * @param standing what stands in the folder, or stood there when this run began
 * @param coming what is staged and gets its name now; empty unless the state is PLACING
 */
record NodeRecord(State state, List<PlacedFile> standing, List<PlacedFile> coming) {
    /** See the package. */
    enum State {
        FETCHING,
        PLACING,
        PREPARED
    }

    NodeRecord {
        standing = List.copyOf(standing);
        coming = List.copyOf(coming);
    }

    static NodeRecord fetching(List<PlacedFile> standing) {
        return new NodeRecord(State.FETCHING, standing, List.of());
    }

    static NodeRecord placing(List<PlacedFile> standing, List<PlacedFile> coming) {
        return new NodeRecord(State.PLACING, standing, coming);
    }

    static NodeRecord prepared(List<PlacedFile> standing) {
        return new NodeRecord(State.PREPARED, standing, List.of());
    }
}
