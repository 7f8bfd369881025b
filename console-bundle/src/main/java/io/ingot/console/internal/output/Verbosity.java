// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.output;

/** How much is printed on standard error. */
public enum Verbosity {
    /** Failures only. */
    QUIET,
    /** Failures, warnings, progress. */
    NORMAL,
    /** Failures with details, warnings, progress. */
    VERBOSE
}
