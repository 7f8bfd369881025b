// SPDX-License-Identifier: Apache-2.0
/** A file that is opened where it was looked at, and the bytes of exactly that file. */
@NullMarked
package io.ingot.file.internal.read;

import org.jspecify.annotations.NullMarked;
