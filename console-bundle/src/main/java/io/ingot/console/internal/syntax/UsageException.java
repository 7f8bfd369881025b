// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

/**
 * Thrown if a command line is invalid. The message quotes no value, since an argument may be a URL with a password.
 * Unchecked, like the exceptions of picocli.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception whose message states what is wrong, and what is correct. */
    public UsageException(String message) {
        super(message);
    }

    /** Creates an exception with a cause. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the message, which is never null. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
