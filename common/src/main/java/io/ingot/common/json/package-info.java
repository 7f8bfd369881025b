// SPDX-License-Identifier: Apache-2.0
/** JSON with limits, by Jackson. Only for bundles that embed {@code jackson-core} and {@code jackson-jr}. */
@NullMarked
package io.ingot.common.json;

import org.jspecify.annotations.NullMarked;
