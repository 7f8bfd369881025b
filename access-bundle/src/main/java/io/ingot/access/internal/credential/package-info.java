// SPDX-License-Identifier: Apache-2.0
/** The credentials that the operator configures. */
@NullMarked
package io.ingot.access.internal.credential;

import org.jspecify.annotations.NullMarked;
