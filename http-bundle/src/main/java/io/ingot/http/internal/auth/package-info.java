// SPDX-License-Identifier: Apache-2.0
/** As whom an image is asked for. */
@NullMarked
package io.ingot.http.internal.auth;

import org.jspecify.annotations.NullMarked;
