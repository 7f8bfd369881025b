// SPDX-License-Identifier: Apache-2.0
/** The identities behind requests to Glance: anonymous, the configured account, or the user of a request. */
@NullMarked
package io.ingot.glance.internal.caller;

import org.jspecify.annotations.NullMarked;
