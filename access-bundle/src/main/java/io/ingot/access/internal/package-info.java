// SPDX-License-Identifier: Apache-2.0
/** Policy and credentials: what may be reached, and as whom. */
@NullMarked
package io.ingot.access.internal;

import org.jspecify.annotations.NullMarked;
