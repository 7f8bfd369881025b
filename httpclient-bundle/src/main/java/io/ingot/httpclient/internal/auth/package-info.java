// SPDX-License-Identifier: Apache-2.0
/** Headers that carry credentials. */
@NullMarked
package io.ingot.httpclient.internal.auth;

import org.jspecify.annotations.NullMarked;
