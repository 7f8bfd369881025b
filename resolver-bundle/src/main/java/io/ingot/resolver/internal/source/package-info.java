// SPDX-License-Identifier: Apache-2.0
/** Guards between a caller and the bytes of a service, which may leave at any time. */
@NullMarked
package io.ingot.resolver.internal.source;

import org.jspecify.annotations.NullMarked;
