// SPDX-License-Identifier: Apache-2.0
/** Bytes from any offset, and whether they are those that were asked for. */
@NullMarked
package io.ingot.http.internal.range;

import org.jspecify.annotations.NullMarked;
