// SPDX-License-Identifier: Apache-2.0
/** The built-in rules of the policy, one type each. */
@NullMarked
package io.ingot.access.internal.rule;

import org.jspecify.annotations.NullMarked;
