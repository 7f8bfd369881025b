// SPDX-License-Identifier: Apache-2.0
/** The commands, in every shell. */
@NullMarked
package io.ingot.console.internal;

import org.jspecify.annotations.NullMarked;
