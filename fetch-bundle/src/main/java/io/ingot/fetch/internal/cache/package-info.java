// SPDX-License-Identifier: Apache-2.0
/** The store in the hands of the engine: when it is opened, what is a hit, and how bytes arrive in it. */
@NullMarked
package io.ingot.fetch.internal.cache;

import org.jspecify.annotations.NullMarked;
