// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** How much goes to standard error. */
public enum Verbosity {
    /** Failures only. */
    QUIET,
    /** Failures, warnings, progress. */
    NORMAL,
    /** All of that, with the details of a failure. */
    VERBOSE
}
