// SPDX-License-Identifier: Apache-2.0
/** Reads images from the local file system. */
@NullMarked
package io.ingot.file.internal;

import org.jspecify.annotations.NullMarked;
