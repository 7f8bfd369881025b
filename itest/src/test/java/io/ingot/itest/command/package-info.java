// SPDX-License-Identifier: Apache-2.0
/** Processes of the command. */
@NullMarked
package io.ingot.itest.command;

import org.jspecify.annotations.NullMarked;
