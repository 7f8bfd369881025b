// SPDX-License-Identifier: Apache-2.0
/** The segments of an image that is read over several connections, and the number of connections. */
@NullMarked
package io.ingot.fetch.internal.segment;

import org.jspecify.annotations.NullMarked;
