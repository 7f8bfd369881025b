// SPDX-License-Identifier: Apache-2.0
/** Logging of the launcher, the framework and the bundles. */
@NullMarked
package io.ingot.runtime.internal.log;

import org.jspecify.annotations.NullMarked;
