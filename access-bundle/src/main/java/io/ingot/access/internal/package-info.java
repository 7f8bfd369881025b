// SPDX-License-Identifier: Apache-2.0
/** The access policy and the configured credentials. */
@NullMarked
package io.ingot.access.internal;

import org.jspecify.annotations.NullMarked;
