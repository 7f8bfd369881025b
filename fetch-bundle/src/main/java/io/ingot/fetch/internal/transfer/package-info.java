// SPDX-License-Identifier: Apache-2.0
/** Transfers the bytes of one image, in as many attempts as it takes. */
@NullMarked
package io.ingot.fetch.internal.transfer;

import org.jspecify.annotations.NullMarked;
