// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

/**
 * Tracks whether a thread is inside the code of an image service. Only there it may be left behind: another thread then
 * releases its resources, and it changes nothing when it returns. Safe for concurrent use.
 */
final class ServiceCode {
    private boolean isInside;
    private boolean isLeftBehind;

    /** Thrown in a thread that was left behind, when it returns. Its resources belong to another thread by then. */
    static final class LeftBehind extends Error {
        private static final long serialVersionUID = 1L;

        private LeftBehind() {
            super("left behind in an image service", null, false, false);
        }
    }

    /** Records that the thread enters the service. */
    synchronized void enter() {
        isInside = true;
    }

    /**
     * Records that the thread returned from the service.
     *
     * @throws LeftBehind if it was left behind meanwhile
     */
    synchronized void leave() {
        isInside = false;
        if (isLeftBehind) {
            throw new LeftBehind();
        }
    }

    /** Leaves the thread behind if it is inside the service; returns whether it is left behind. */
    synchronized boolean leaveBehind() {
        isLeftBehind |= isInside;
        return isLeftBehind;
    }

    /** Whether the thread was left behind. */
    synchronized boolean isLeftBehind() {
        return isLeftBehind;
    }
}
