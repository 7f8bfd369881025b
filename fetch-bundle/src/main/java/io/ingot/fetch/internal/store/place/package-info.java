// SPDX-License-Identifier: Apache-2.0
/** Places stored images at destinations: by clone, link or copy. */
@NullMarked
package io.ingot.fetch.internal.store.place;

import org.jspecify.annotations.NullMarked;
