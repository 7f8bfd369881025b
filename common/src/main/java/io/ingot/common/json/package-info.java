// SPDX-License-Identifier: Apache-2.0
/** JSON by Jackson, with bounds. Only a bundle that embeds {@code jackson-core} and {@code jackson-jr} may use it. */
@NullMarked
package io.ingot.common.json;

import org.jspecify.annotations.NullMarked;
