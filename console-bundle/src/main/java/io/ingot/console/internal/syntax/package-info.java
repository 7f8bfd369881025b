// SPDX-License-Identifier: Apache-2.0
/** What may be typed, and what was. */
@NullMarked
package io.ingot.console.internal.syntax;

import org.jspecify.annotations.NullMarked;
