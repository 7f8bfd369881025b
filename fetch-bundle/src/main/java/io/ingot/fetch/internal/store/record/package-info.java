// SPDX-License-Identifier: Apache-2.0
/** The records of images and references on disk: bounded, and checked when they are read. */
@NullMarked
package io.ingot.fetch.internal.store.record;

import org.jspecify.annotations.NullMarked;
