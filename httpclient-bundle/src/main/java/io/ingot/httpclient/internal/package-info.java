// SPDX-License-Identifier: Apache-2.0
/** The one HTTP client: pool, TLS, proxies, and policy on every hop and address. */
@NullMarked
package io.ingot.httpclient.internal;

import org.jspecify.annotations.NullMarked;
