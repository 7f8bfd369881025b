// SPDX-License-Identifier: Apache-2.0
/** Checksum files: how they are read, and which of their lines is that of an image. */
@NullMarked
package io.ingot.fetch.internal.checksum;

import org.jspecify.annotations.NullMarked;
