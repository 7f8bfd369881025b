// SPDX-License-Identifier: Apache-2.0
/** Name look-up, limited to the addresses that the policy allows. */
@NullMarked
package io.ingot.httpclient.internal.address;

import org.jspecify.annotations.NullMarked;
