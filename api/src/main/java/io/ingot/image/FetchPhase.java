// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

/** A step of a fetch. Branch with a default: constants are added in minor versions. */
public enum FetchPhase {
    /** Waits for its turn, or for a service. */
    WAITING,
    /** Asks the image service. */
    ASKING,
    /** Reads and compares what an earlier attempt left, or what the store holds. */
    CHECKING,
    /** Receives bytes. */
    TRANSFERRING,
    /** Verifies the image and puts it in its place. */
    COMMITTING,
    /** Has put the image in its place. */
    DONE,
    /** Has failed, or was cancelled. */
    FAILED
}
