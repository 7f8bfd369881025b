// SPDX-License-Identifier: Apache-2.0
/** Exchanges: a request and its response on one connection of the pool. */
@NullMarked
package io.ingot.httpclient.internal.exchange;

import org.jspecify.annotations.NullMarked;
