// SPDX-License-Identifier: Apache-2.0
/** The rules that are built in, one type each. */
@NullMarked
package io.ingot.access.internal.rule;

import org.jspecify.annotations.NullMarked;
