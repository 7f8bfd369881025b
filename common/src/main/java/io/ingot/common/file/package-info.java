// SPDX-License-Identifier: Apache-2.0
/**
 * Who else could change a file, or make a path lead elsewhere; and how to work in a folder whose names others may change.
 * Root and the user of this process are trusted, all others are not.
 */
@NullMarked
package io.ingot.common.file;

import org.jspecify.annotations.NullMarked;
