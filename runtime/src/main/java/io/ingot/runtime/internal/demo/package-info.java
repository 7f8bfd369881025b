// SPDX-License-Identifier: Apache-2.0
/** The demonstration of Ingot on an embedded server. */
@NullMarked
package io.ingot.runtime.internal.demo;

import org.jspecify.annotations.NullMarked;
