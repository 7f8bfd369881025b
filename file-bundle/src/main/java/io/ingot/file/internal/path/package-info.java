// SPDX-License-Identifier: Apache-2.0
/** From a reference to the real path that policy is asked about. */
@NullMarked
package io.ingot.file.internal.path;

import org.jspecify.annotations.NullMarked;
