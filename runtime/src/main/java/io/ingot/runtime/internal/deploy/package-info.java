// SPDX-License-Identifier: Apache-2.0
/** The deploy folder, and the bundles that are installed from it. */
@NullMarked
package io.ingot.runtime.internal.deploy;

import org.jspecify.annotations.NullMarked;
