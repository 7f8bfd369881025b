// SPDX-License-Identifier: Apache-2.0
/** How much may happen at once, and how fast. */
@NullMarked
package io.ingot.fetch.internal.limit;

import org.jspecify.annotations.NullMarked;
