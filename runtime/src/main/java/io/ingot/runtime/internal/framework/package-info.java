// SPDX-License-Identifier: Apache-2.0
/** The framework of an instance: how it is configured, started and entered. */
@NullMarked
package io.ingot.runtime.internal.framework;

import org.jspecify.annotations.NullMarked;
