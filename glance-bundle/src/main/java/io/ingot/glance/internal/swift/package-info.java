// SPDX-License-Identifier: Apache-2.0
/**
 * Temporary URLs: the bytes of an image straight from Swift, for one who holds no token of it (Swift, "TempURL
 * middleware").
 */
@NullMarked
package io.ingot.glance.internal.swift;

import org.jspecify.annotations.NullMarked;
