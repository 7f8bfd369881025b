// SPDX-License-Identifier: Apache-2.0
/**
 * The launcher of the standalone distribution, which starts a framework with the bundles that a command needs, and runs
 * the command.
 */
@NullMarked
package io.ingot.runtime;

import org.jspecify.annotations.NullMarked;
