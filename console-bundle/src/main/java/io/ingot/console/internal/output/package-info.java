// SPDX-License-Identifier: Apache-2.0
/** What a command prints: results, failures, progress. */
@NullMarked
package io.ingot.console.internal.output;

import org.jspecify.annotations.NullMarked;
