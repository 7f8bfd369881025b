// SPDX-License-Identifier: Apache-2.0
/**
 * Helpers for the tests of all modules: repeatable jqwik properties, and checks of linear work, packages and Metatype.
 */
@NullMarked
package io.ingot.seeds;

import org.jspecify.annotations.NullMarked;
