// SPDX-License-Identifier: Apache-2.0
/** What leaves the store: what nobody used for long, and what crashes left. */
@NullMarked
package io.ingot.fetch.internal.store.evict;

import org.jspecify.annotations.NullMarked;
