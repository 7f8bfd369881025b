// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

/**
 * Whether a thread is inside the code of an image service now. Only there it can be left behind: what it held is released by
 * another thread then, and it touches nothing more when it returns. Safe for concurrent use.
 */
final class ServiceCode {
    private boolean inside;
    private boolean leftBehind;

    /** Thrown on a thread that was left behind, when it returns: nothing waits for it, and nothing that it held is its own. */
    static final class LeftBehind extends Error {
        private static final long serialVersionUID = 1L;

        private LeftBehind() {
            super("left behind in an image service", null, false, false);
        }
    }

    /** The thread goes in. */
    synchronized void enter() {
        inside = true;
    }

    /**
     * The thread has come back.
     *
     * @throws LeftBehind if it was left behind meanwhile
     */
    synchronized void leave() {
        inside = false;
        if (leftBehind) {
            throw new LeftBehind();
        }
    }

    /** Leaves the thread behind if it is inside; returns whether it was left behind, now or before. */
    synchronized boolean leaveBehind() {
        leftBehind |= inside;
        return leftBehind;
    }

    /** Whether the thread was left behind. */
    synchronized boolean leftBehind() {
        return leftBehind;
    }
}
