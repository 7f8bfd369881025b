// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

/**
 * The failure of a command in a Karaf shell. Karaf recognises exceptions by this simple name: it prints only what
 * {@link #getNiceHelp} returns, keeps the stack trace out of its log, and gives a remote client a non-zero status.
 */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates a failure of which only {@code text} is printed. */
    CommandException(String text) {
        super(text, null, false, false);
    }

    /** Returns the text to print. Karaf calls this method by reflection. */
    public String getNiceHelp() {
        return String.valueOf(getMessage());
    }
}
