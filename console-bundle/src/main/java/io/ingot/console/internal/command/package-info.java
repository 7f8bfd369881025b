// SPDX-License-Identifier: Apache-2.0
/** The commands, and the options and operands that they share. */
@NullMarked
package io.ingot.console.internal.command;

import org.jspecify.annotations.NullMarked;
