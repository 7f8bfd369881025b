// SPDX-License-Identifier: Apache-2.0
/** As whom Glance is asked: as nobody, as ourselves, or as the user whose token came with a request. */
@NullMarked
package io.ingot.glance.internal.caller;

import org.jspecify.annotations.NullMarked;
