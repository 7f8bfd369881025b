// SPDX-License-Identifier: Apache-2.0
/** Temporary URLs: read images directly from Swift without a token (Swift, "TempURL middleware"). */
@NullMarked
package io.ingot.glance.internal.swift;

import org.jspecify.annotations.NullMarked;
