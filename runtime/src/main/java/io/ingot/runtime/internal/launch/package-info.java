// SPDX-License-Identifier: Apache-2.0
/** How a command becomes a running framework: arguments, home, bundles, signals. */
@NullMarked
package io.ingot.runtime.internal.launch;

import org.jspecify.annotations.NullMarked;
