// SPDX-License-Identifier: Apache-2.0
/** A web server with planned faults. */
@NullMarked
package io.ingot.testing.fault;

import org.jspecify.annotations.NullMarked;
