// SPDX-License-Identifier: Apache-2.0
/** A bundle that wants many images at once. */
@NullMarked
package io.ingot.itest.crowd;

import org.jspecify.annotations.NullMarked;
