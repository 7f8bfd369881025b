// SPDX-License-Identifier: Apache-2.0
/** Fetches from a web server that has faults by plan. */
@NullMarked
package io.ingot.itest.fault;

import org.jspecify.annotations.NullMarked;
