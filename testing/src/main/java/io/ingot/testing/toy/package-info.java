// SPDX-License-Identifier: Apache-2.0
/** A protocol such as a plugin author would write. Tests make bundles of this package. */
@NullMarked
package io.ingot.testing.toy;

import org.jspecify.annotations.NullMarked;
