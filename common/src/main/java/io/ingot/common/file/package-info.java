// SPDX-License-Identifier: Apache-2.0
/**
 * Checks whether untrusted users could change a file or redirect a path, and operations in folders whose names others
 * may change. Only root and the user of this process are trusted.
 */
@NullMarked
package io.ingot.common.file;

import org.jspecify.annotations.NullMarked;
