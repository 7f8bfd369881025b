// SPDX-License-Identifier: Apache-2.0
/** All bundles with real servers; only in the full build. */
@NullMarked
package io.ingot.itest.server;

import org.jspecify.annotations.NullMarked;
