// SPDX-License-Identifier: Apache-2.0
/** The framework of an instance: its configuration, start, and entry point. */
@NullMarked
package io.ingot.runtime.internal.framework;

import org.jspecify.annotations.NullMarked;
