// SPDX-License-Identifier: Apache-2.0
/** What the tests of this bundle share. */
@NullMarked
package io.ingot.httpclient.internal.testing;

import org.jspecify.annotations.NullMarked;
