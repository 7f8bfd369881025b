// SPDX-License-Identifier: Apache-2.0
/** Credentials, in the headers that carry them. */
@NullMarked
package io.ingot.httpclient.internal.auth;

import org.jspecify.annotations.NullMarked;
