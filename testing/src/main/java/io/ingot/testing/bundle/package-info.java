// SPDX-License-Identifier: Apache-2.0
/** Bundles of others, as files, with the code in them. */
@NullMarked
package io.ingot.testing.bundle;

import org.jspecify.annotations.NullMarked;
