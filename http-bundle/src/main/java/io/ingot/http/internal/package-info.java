// SPDX-License-Identifier: Apache-2.0
/** Reads images over HTTP and HTTPS. */
@NullMarked
package io.ingot.http.internal;

import org.jspecify.annotations.NullMarked;
