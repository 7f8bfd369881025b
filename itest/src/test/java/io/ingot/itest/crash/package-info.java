// SPDX-License-Identifier: Apache-2.0
/** Kills of processes, and stores that processes share: no damaged or partial file, and no repeated transfer. */
@NullMarked
package io.ingot.itest.crash;

import org.jspecify.annotations.NullMarked;
