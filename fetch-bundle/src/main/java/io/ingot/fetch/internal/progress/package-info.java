// SPDX-License-Identifier: Apache-2.0
/** How far a fetch is, and who is told. */
@NullMarked
package io.ingot.fetch.internal.progress;

import org.jspecify.annotations.NullMarked;
