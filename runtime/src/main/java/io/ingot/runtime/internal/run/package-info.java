// SPDX-License-Identifier: Apache-2.0
/** The runtime in the foreground: deploy folder, shell, changes of the configuration. */
@NullMarked
package io.ingot.runtime.internal.run;

import org.jspecify.annotations.NullMarked;
