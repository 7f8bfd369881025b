// SPDX-License-Identifier: Apache-2.0
/** A rule as a site would add it; the tests make a bundle of this package. */
@NullMarked
package io.ingot.itest.rule;

import org.jspecify.annotations.NullMarked;
