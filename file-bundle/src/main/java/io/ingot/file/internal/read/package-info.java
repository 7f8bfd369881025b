// SPDX-License-Identifier: Apache-2.0
/** Opens a local file whose path was checked, and reads the bytes of exactly that file. */
@NullMarked
package io.ingot.file.internal.read;

import org.jspecify.annotations.NullMarked;
