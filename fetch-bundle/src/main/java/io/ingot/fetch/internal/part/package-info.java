// SPDX-License-Identifier: Apache-2.0
/** What is there of an image while it arrives: which bytes, how it is known that they are good, and their digests. */
@NullMarked
package io.ingot.fetch.internal.part;

import org.jspecify.annotations.NullMarked;
