// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.glance.internal.swift;

import org.jspecify.annotations.NullMarked;
