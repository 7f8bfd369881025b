// SPDX-License-Identifier: Apache-2.0
/** The deploy folder: which of its bundles are installed, and when. */
@NullMarked
package io.ingot.runtime.internal.deploy;

import org.jspecify.annotations.NullMarked;
