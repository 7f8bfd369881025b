// SPDX-License-Identifier: Apache-2.0
/** What can be read from the packaged bundles, without running them. */
@NullMarked
package io.ingot.itest.build;

import org.jspecify.annotations.NullMarked;
