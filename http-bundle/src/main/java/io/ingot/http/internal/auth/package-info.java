// SPDX-License-Identifier: Apache-2.0
/** Credentials of a request. */
@NullMarked
package io.ingot.http.internal.auth;

import org.jspecify.annotations.NullMarked;
