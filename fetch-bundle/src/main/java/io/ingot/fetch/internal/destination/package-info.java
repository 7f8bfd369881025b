// SPDX-License-Identifier: Apache-2.0
/** The destination: part files, links, and the one step in which an image appears. */
@NullMarked
package io.ingot.fetch.internal.destination;

import org.jspecify.annotations.NullMarked;
