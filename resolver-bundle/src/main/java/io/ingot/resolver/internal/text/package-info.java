// SPDX-License-Identifier: Apache-2.0
/** Names that are nearly right. */
@NullMarked
package io.ingot.resolver.internal.text;

import org.jspecify.annotations.NullMarked;
