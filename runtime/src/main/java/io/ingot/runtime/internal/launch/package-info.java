// SPDX-License-Identifier: Apache-2.0
/** The launch of a command: arguments, installation, temporary files, signals. */
@NullMarked
package io.ingot.runtime.internal.launch;

import org.jspecify.annotations.NullMarked;
