// SPDX-License-Identifier: Apache-2.0
package io.ingot.image;

/** A step of a fetch. Branch with a default: constants are added in minor versions. */
public enum FetchPhase {
    /** Waits for a transfer slot, or for a service. */
    WAITING,
    /** Queries the image service. */
    ASKING,
    /** Verifies the bytes of an earlier attempt, or a stored image. */
    CHECKING,
    /** Receives bytes. */
    TRANSFERRING,
    /** Verifies the image and moves it to its destination. */
    COMMITTING,
    /** Has succeeded: the image is at its destination. */
    DONE,
    /** Has failed or was cancelled. */
    FAILED
}
