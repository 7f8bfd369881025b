// SPDX-License-Identifier: Apache-2.0
/** Limits of disks, memory and time. */
@NullMarked
package io.ingot.itest.limits;

import org.jspecify.annotations.NullMarked;
