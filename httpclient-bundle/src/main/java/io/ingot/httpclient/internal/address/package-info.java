// SPDX-License-Identifier: Apache-2.0
/** From a host's name to the addresses that policy allows. */
@NullMarked
package io.ingot.httpclient.internal.address;

import org.jspecify.annotations.NullMarked;
