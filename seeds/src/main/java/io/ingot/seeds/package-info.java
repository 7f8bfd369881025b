// SPDX-License-Identifier: Apache-2.0
/** Makes the jqwik properties of all modules repeatable. */
@NullMarked
package io.ingot.seeds;

import org.jspecify.annotations.NullMarked;
