// SPDX-License-Identifier: Apache-2.0
/** Cookies, for as long as one request and its redirects take (RFC 6265). */
@NullMarked
package io.ingot.httpclient.internal.cookie;

import org.jspecify.annotations.NullMarked;
