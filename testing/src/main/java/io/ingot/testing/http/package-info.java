// SPDX-License-Identifier: Apache-2.0
/** Servers of tests on 127.0.0.1: honest ones, and ones that misbehave on command. */
@NullMarked
package io.ingot.testing.http;

import org.jspecify.annotations.NullMarked;
