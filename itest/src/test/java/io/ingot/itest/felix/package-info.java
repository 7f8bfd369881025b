// SPDX-License-Identifier: Apache-2.0
/** All bundles in plain Felix. */
@NullMarked
package io.ingot.itest.felix;

import org.jspecify.annotations.NullMarked;
