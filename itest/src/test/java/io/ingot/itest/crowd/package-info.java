// SPDX-License-Identifier: Apache-2.0
/** A bundle that fetches many images concurrently. */
@NullMarked
package io.ingot.itest.crowd;

import org.jspecify.annotations.NullMarked;
