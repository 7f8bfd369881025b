// SPDX-License-Identifier: Apache-2.0
/** Benchmarks of parts of Ingot, with JMH. */
@NullMarked
package io.ingot.bench;

import org.jspecify.annotations.NullMarked;
