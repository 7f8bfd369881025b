// SPDX-License-Identifier: Apache-2.0
/** The command {@code ingot run}: its lock, shell, and periodic checks. */
@NullMarked
package io.ingot.runtime.internal.run;

import org.jspecify.annotations.NullMarked;
