// SPDX-License-Identifier: Apache-2.0
/** Resolves a reference to the real path that the policy checks. */
@NullMarked
package io.ingot.file.internal.path;

import org.jspecify.annotations.NullMarked;
