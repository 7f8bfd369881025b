// SPDX-License-Identifier: Apache-2.0
/** Measurements of the parts, with JMH. */
@NullMarked
package io.ingot.bench;

import org.jspecify.annotations.NullMarked;
