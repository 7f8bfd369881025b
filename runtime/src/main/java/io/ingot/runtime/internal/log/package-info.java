// SPDX-License-Identifier: Apache-2.0
/** Where log lines go. */
@NullMarked
package io.ingot.runtime.internal.log;

import org.jspecify.annotations.NullMarked;
