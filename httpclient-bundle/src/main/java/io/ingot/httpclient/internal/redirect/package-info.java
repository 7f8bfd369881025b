// SPDX-License-Identifier: Apache-2.0
/** Where a redirect leads, and as whom it is followed. */
@NullMarked
package io.ingot.httpclient.internal.redirect;

import org.jspecify.annotations.NullMarked;
