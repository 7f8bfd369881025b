// SPDX-License-Identifier: Apache-2.0
/** Locks among the threads, class loaders and processes that share a store. */
@NullMarked
package io.ingot.fetch.internal.store.lock;

import org.jspecify.annotations.NullMarked;
