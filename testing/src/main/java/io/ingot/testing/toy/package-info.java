// SPDX-License-Identifier: Apache-2.0
/** A protocol as an author would write it; the tests make bundles of this package. */
@NullMarked
package io.ingot.testing.toy;

import org.jspecify.annotations.NullMarked;
