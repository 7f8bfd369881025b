// SPDX-License-Identifier: Apache-2.0
/** What an image must be, and what the bytes that arrived are. */
@NullMarked
package io.ingot.fetch.internal.digest;

import org.jspecify.annotations.NullMarked;
