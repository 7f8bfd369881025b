// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

/**
 * A command of a Karaf shell that failed. Karaf knows exceptions of this simple name: it prints what {@link #getNiceHelp}
 * answers and nothing else, keeps the stack trace out of its log, and gives a remote client a non-zero status.
 */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code text} is all that is printed. */
    CommandException(String text) {
        super(text, null, false, false);
    }

    /** The text to print. Karaf calls this by reflection. */
    public String getNiceHelp() {
        return String.valueOf(getMessage());
    }
}
