// SPDX-License-Identifier: Apache-2.0
/** Small disks, small heaps, little time. */
@NullMarked
package io.ingot.itest.limits;

import org.jspecify.annotations.NullMarked;
