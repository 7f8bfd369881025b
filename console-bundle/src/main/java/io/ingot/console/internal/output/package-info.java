// SPDX-License-Identifier: Apache-2.0
/** The output of commands: results, failures, progress. */
@NullMarked
package io.ingot.console.internal.output;

import org.jspecify.annotations.NullMarked;
