// SPDX-License-Identifier: Apache-2.0
/** The distribution as its users have it: processes started by bin/ingot. */
@NullMarked
package io.ingot.runtime.it;

import org.jspecify.annotations.NullMarked;
