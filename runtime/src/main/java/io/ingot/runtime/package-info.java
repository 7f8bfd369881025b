// SPDX-License-Identifier: Apache-2.0
/** The launcher of the standalone distribution: a framework, the bundles that a command needs, and the command. */
@NullMarked
package io.ingot.runtime;

import org.jspecify.annotations.NullMarked;
