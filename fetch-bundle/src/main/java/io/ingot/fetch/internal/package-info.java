// SPDX-License-Identifier: Apache-2.0
/** The transfer engine: one pass, verified, atomic. */
@NullMarked
package io.ingot.fetch.internal;

import org.jspecify.annotations.NullMarked;
