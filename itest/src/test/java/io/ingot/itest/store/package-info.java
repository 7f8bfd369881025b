// SPDX-License-Identifier: Apache-2.0
/** Hits in the store, tested with the command and a server. */
@NullMarked
package io.ingot.itest.store;

import org.jspecify.annotations.NullMarked;
