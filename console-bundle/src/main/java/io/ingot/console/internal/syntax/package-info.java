// SPDX-License-Identifier: Apache-2.0
/** The syntax of command lines, and parsed command lines. */
@NullMarked
package io.ingot.console.internal.syntax;

import org.jspecify.annotations.NullMarked;
