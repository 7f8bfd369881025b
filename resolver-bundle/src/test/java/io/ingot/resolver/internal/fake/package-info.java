// SPDX-License-Identifier: Apache-2.0
/** A framework as small as the tests need it. */
@NullMarked
package io.ingot.resolver.internal.fake;

import org.jspecify.annotations.NullMarked;
