// SPDX-License-Identifier: Apache-2.0
/** The services that answer each scheme now. */
@NullMarked
package io.ingot.resolver.internal.table;

import org.jspecify.annotations.NullMarked;
