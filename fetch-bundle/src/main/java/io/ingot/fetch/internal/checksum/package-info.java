// SPDX-License-Identifier: Apache-2.0
/** Reads checksum files, and finds the entries for an image in them. */
@NullMarked
package io.ingot.fetch.internal.checksum;

import org.jspecify.annotations.NullMarked;
