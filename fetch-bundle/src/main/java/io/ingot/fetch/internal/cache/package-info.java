// SPDX-License-Identifier: Apache-2.0
/** How the engine uses the store: opens it, decides what is a hit, and writes images to it. */
@NullMarked
package io.ingot.fetch.internal.cache;

import org.jspecify.annotations.NullMarked;
