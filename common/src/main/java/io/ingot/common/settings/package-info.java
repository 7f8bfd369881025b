// SPDX-License-Identifier: Apache-2.0
/** The settings of a component, as its newest valid configuration has them. */
@NullMarked
package io.ingot.common.settings;

import org.jspecify.annotations.NullMarked;
