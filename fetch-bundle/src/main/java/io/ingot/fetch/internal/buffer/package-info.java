// SPDX-License-Identifier: Apache-2.0
/** Buffers from a common budget, which are hashed and written while further ones are read. */
@NullMarked
package io.ingot.fetch.internal.buffer;

import org.jspecify.annotations.NullMarked;
