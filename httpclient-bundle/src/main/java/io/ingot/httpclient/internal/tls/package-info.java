// SPDX-License-Identifier: Apache-2.0
/** TLS: versions, ciphers, trust. */
@NullMarked
package io.ingot.httpclient.internal.tls;

import org.jspecify.annotations.NullMarked;
