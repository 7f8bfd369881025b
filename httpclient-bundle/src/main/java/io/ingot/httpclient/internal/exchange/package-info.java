// SPDX-License-Identifier: Apache-2.0
/** One request and its answer, on one connection of the pool. */
@NullMarked
package io.ingot.httpclient.internal.exchange;

import org.jspecify.annotations.NullMarked;
