// SPDX-License-Identifier: Apache-2.0
/**
 * The image store: contents held once by SHA-256, what is known of them, and how they come to a node.
 *
 * <p>{@link io.ingot.fetch.internal.store.Store} is its face. A plain library without OSGi, safe for concurrent use by
 * threads, class loaders and processes.
 */
@NullMarked
package io.ingot.fetch.internal.store;

import org.jspecify.annotations.NullMarked;
