// SPDX-License-Identifier: Apache-2.0
/** Image services whose answers a test sets. */
@NullMarked
package io.ingot.testing.service;

import org.jspecify.annotations.NullMarked;
