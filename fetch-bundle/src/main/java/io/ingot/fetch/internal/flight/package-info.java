// SPDX-License-Identifier: Apache-2.0
/** Coalesces concurrent transfers of the same image. */
@NullMarked
package io.ingot.fetch.internal.flight;

import org.jspecify.annotations.NullMarked;
