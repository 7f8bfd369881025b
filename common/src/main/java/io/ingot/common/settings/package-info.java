// SPDX-License-Identifier: Apache-2.0
/** The settings of components. */
@NullMarked
package io.ingot.common.settings;

import org.jspecify.annotations.NullMarked;
