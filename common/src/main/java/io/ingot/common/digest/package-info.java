// SPDX-License-Identifier: Apache-2.0
/** Digests of bytes and texts. */
@NullMarked
package io.ingot.common.digest;

import org.jspecify.annotations.NullMarked;
