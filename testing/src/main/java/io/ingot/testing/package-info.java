// SPDX-License-Identifier: Apache-2.0
/** Code that the tests of several modules share. It is not shipped. */
@NullMarked
package io.ingot.testing;

import org.jspecify.annotations.NullMarked;
