// SPDX-License-Identifier: Apache-2.0
/** The way from a reference to bytes: the door, and the locations behind a catalogue. */
@NullMarked
package io.ingot.fetch.internal.source;

import org.jspecify.annotations.NullMarked;
