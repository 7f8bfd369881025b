// SPDX-License-Identifier: Apache-2.0
/** The choice of a proxy, by configuration or environment. */
@NullMarked
package io.ingot.httpclient.internal.proxy;

import org.jspecify.annotations.NullMarked;
