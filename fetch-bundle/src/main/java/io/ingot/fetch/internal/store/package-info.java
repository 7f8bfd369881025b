// SPDX-License-Identifier: Apache-2.0
/**
 * The image store: keeps each image once, by SHA-256, with its records, and places images at destinations.
 *
 * <p>{@link io.ingot.fetch.internal.store.Store} is the entry point. A plain library without OSGi, safe for concurrent
 * use by threads, class loaders and processes.
 */
@NullMarked
package io.ingot.fetch.internal.store;

import org.jspecify.annotations.NullMarked;
