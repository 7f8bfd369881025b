// SPDX-License-Identifier: Apache-2.0
/** What the store's folder looks like, and every operation on its files. */
@NullMarked
package io.ingot.fetch.internal.store.disk;

import org.jspecify.annotations.NullMarked;
