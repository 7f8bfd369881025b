// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.syntax;

/**
 * A command line that is wrong. The message quotes no value: an argument may be a URL with a password. Unchecked, as the
 * parser's own exceptions are.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** {@code sentence} says what is wrong, and how to write it. */
    public UsageException(String sentence) {
        super(sentence);
    }

    /** The same, with its cause. */
    public UsageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** What is wrong. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
