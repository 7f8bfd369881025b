// SPDX-License-Identifier: Apache-2.0
/** The files of stored images: adds, checks and drops them. */
@NullMarked
package io.ingot.fetch.internal.store.content;

import org.jspecify.annotations.NullMarked;
