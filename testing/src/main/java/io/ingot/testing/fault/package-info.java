// SPDX-License-Identifier: Apache-2.0
/** A web server that misbehaves by plan. */
@NullMarked
package io.ingot.testing.fault;

import org.jspecify.annotations.NullMarked;
