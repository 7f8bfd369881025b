// SPDX-License-Identifier: Apache-2.0
/** The one HTTP client: its components. */
@NullMarked
package io.ingot.httpclient.internal;

import org.jspecify.annotations.NullMarked;
