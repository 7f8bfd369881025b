// SPDX-License-Identifier: Apache-2.0
/** Checks whether other users can change the files that code and configuration come from. */
@NullMarked
package io.ingot.runtime.internal.file;

import org.jspecify.annotations.NullMarked;
