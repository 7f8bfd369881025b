// SPDX-License-Identifier: Apache-2.0
/** Reserves disk space for transfers. */
@NullMarked
package io.ingot.fetch.internal.store.space;

import org.jspecify.annotations.NullMarked;
