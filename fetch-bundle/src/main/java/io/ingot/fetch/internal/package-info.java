// SPDX-License-Identifier: Apache-2.0
/** The transfer engine: fetches images in one pass, verifies them, and places them atomically. */
@NullMarked
package io.ingot.fetch.internal;

import org.jspecify.annotations.NullMarked;
