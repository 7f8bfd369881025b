// SPDX-License-Identifier: Apache-2.0
/** The framework of an instance: configures, starts and enters it. */
@NullMarked
package io.ingot.runtime.internal.framework;

import org.jspecify.annotations.NullMarked;
