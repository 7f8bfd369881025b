// SPDX-License-Identifier: Apache-2.0
/** Partially received images: which bytes are present, how they are verified, and their digests. */
@NullMarked
package io.ingot.fetch.internal.part;

import org.jspecify.annotations.NullMarked;
