// SPDX-License-Identifier: Apache-2.0
/** Files of the build that the tests use. */
@NullMarked
package io.ingot.itest;

import org.jspecify.annotations.NullMarked;
