// SPDX-License-Identifier: Apache-2.0
/** Drops images that were not used for long, and files that crashes left. */
@NullMarked
package io.ingot.fetch.internal.store.evict;

import org.jspecify.annotations.NullMarked;
