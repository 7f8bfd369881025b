// SPDX-License-Identifier: Apache-2.0
/** The client of Glance: the choice of an endpoint, requests, and failures. */
@NullMarked
package io.ingot.glance.internal.client;

import org.jspecify.annotations.NullMarked;
