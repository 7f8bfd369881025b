// SPDX-License-Identifier: Apache-2.0
/** Limits on the number of transfers and on their rate. */
@NullMarked
package io.ingot.fetch.internal.limit;

import org.jspecify.annotations.NullMarked;
