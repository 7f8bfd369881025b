// SPDX-License-Identifier: Apache-2.0
/** The layout, format and ownership of the store's folder, and the operations on its files. */
@NullMarked
package io.ingot.fetch.internal.store.disk;

import org.jspecify.annotations.NullMarked;
