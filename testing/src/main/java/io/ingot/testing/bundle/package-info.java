// SPDX-License-Identifier: Apache-2.0
/** Bundles of plugin authors, as files with their code. */
@NullMarked
package io.ingot.testing.bundle;

import org.jspecify.annotations.NullMarked;
