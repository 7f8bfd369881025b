// SPDX-License-Identifier: Apache-2.0
/** An access rule of a site; the tests build a bundle of this package. */
@NullMarked
package io.ingot.itest.rule;

import org.jspecify.annotations.NullMarked;
