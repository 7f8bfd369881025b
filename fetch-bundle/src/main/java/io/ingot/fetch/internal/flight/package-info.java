// SPDX-License-Identifier: Apache-2.0
/** One transfer for all who want the same at once. */
@NullMarked
package io.ingot.fetch.internal.flight;

import org.jspecify.annotations.NullMarked;
