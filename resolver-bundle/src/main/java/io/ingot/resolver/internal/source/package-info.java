// SPDX-License-Identifier: Apache-2.0
/** What stands between a caller and the bytes of a service that may leave. */
@NullMarked
package io.ingot.resolver.internal.source;

import org.jspecify.annotations.NullMarked;
