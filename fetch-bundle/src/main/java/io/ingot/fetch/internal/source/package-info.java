// SPDX-License-Identifier: Apache-2.0
/** Resolves a reference to a source of bytes: the holder of the resolver, and the locations of catalogues. */
@NullMarked
package io.ingot.fetch.internal.source;

import org.jspecify.annotations.NullMarked;
