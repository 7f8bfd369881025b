// SPDX-License-Identifier: Apache-2.0
/** A web server that does wrong by plan, and what comes of it. */
@NullMarked
package io.ingot.itest.fault;

import org.jspecify.annotations.NullMarked;
