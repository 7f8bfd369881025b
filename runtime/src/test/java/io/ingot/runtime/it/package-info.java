// SPDX-License-Identifier: Apache-2.0
/** Tests of the distribution, with processes started by bin/ingot. */
@NullMarked
package io.ingot.runtime.it;

import org.jspecify.annotations.NullMarked;
