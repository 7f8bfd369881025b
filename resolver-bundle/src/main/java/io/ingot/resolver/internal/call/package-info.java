// SPDX-License-Identifier: Apache-2.0
/** How a service is called: on which thread, how long, how often. */
@NullMarked
package io.ingot.resolver.internal.call;

import org.jspecify.annotations.NullMarked;
