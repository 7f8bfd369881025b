// SPDX-License-Identifier: Apache-2.0
/** All bundles together against real servers; part of the full build only. */
@NullMarked
package io.ingot.itest.server;

import org.jspecify.annotations.NullMarked;
