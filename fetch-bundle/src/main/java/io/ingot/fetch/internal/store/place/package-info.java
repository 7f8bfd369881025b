// SPDX-License-Identifier: Apache-2.0
/** From the store to a destination: clone, link or copy. */
@NullMarked
package io.ingot.fetch.internal.store.place;

import org.jspecify.annotations.NullMarked;
