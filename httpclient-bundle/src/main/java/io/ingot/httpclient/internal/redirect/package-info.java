// SPDX-License-Identifier: Apache-2.0
/** Redirects: their targets, and the credentials sent there. */
@NullMarked
package io.ingot.httpclient.internal.redirect;

import org.jspecify.annotations.NullMarked;
