// SPDX-License-Identifier: Apache-2.0
/** The components of the HTTP client. */
@NullMarked
package io.ingot.httpclient.internal;

import org.jspecify.annotations.NullMarked;
