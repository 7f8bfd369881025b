// SPDX-License-Identifier: Apache-2.0
/** What each command does with what was typed. */
@NullMarked
package io.ingot.console.internal.command;

import org.jspecify.annotations.NullMarked;
