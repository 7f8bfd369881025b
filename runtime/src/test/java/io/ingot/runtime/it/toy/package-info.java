// SPDX-License-Identifier: Apache-2.0
/** A protocol by others. */
@NullMarked
package io.ingot.runtime.it.toy;

import org.jspecify.annotations.NullMarked;
