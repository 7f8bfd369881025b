// SPDX-License-Identifier: Apache-2.0
/** Access policies for tests. */
@NullMarked
package io.ingot.testing.access;

import org.jspecify.annotations.NullMarked;
