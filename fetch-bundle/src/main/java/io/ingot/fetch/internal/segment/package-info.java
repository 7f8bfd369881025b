// SPDX-License-Identifier: Apache-2.0
/** One image over several connections: who fetches which stretch, and how many there are. */
@NullMarked
package io.ingot.fetch.internal.segment;

import org.jspecify.annotations.NullMarked;
