// SPDX-License-Identifier: Apache-2.0
/** Reads from any offset, checked against the request. */
@NullMarked
package io.ingot.http.internal.range;

import org.jspecify.annotations.NullMarked;
