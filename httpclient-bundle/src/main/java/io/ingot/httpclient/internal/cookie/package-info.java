// SPDX-License-Identifier: Apache-2.0
/** Cookies that last for one request and its redirects (RFC 6265). */
@NullMarked
package io.ingot.httpclient.internal.cookie;

import org.jspecify.annotations.NullMarked;
