// SPDX-License-Identifier: Apache-2.0
/** Bytes on their way: buffers from one budget, hashed and written beside the reading. */
@NullMarked
package io.ingot.fetch.internal.buffer;

import org.jspecify.annotations.NullMarked;
