// SPDX-License-Identifier: Apache-2.0
/** Where the build has put what the tests run. */
@NullMarked
package io.ingot.itest;

import org.jspecify.annotations.NullMarked;
