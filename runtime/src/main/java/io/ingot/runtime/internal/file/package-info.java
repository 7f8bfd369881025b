// SPDX-License-Identifier: Apache-2.0
/** Files that code and configuration come from, and whether other users can change them. */
@NullMarked
package io.ingot.runtime.internal.file;

import org.jspecify.annotations.NullMarked;
