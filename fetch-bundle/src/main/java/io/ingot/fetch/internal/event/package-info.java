// SPDX-License-Identifier: Apache-2.0
/** Publishes fetches as events of OSGi Event Admin. */
@NullMarked
package io.ingot.fetch.internal.event;

import org.jspecify.annotations.NullMarked;
