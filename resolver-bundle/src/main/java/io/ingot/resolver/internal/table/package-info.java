// SPDX-License-Identifier: Apache-2.0
/** Which service answers a scheme now. */
@NullMarked
package io.ingot.resolver.internal.table;

import org.jspecify.annotations.NullMarked;
