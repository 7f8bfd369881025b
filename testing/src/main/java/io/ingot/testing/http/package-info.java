// SPDX-License-Identifier: Apache-2.0
/** Web servers for tests, on 127.0.0.1: correct ones, and ones with faults. */
@NullMarked
package io.ingot.testing.http;

import org.jspecify.annotations.NullMarked;
