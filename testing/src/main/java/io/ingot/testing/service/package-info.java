// SPDX-License-Identifier: Apache-2.0
/** Image services that answer as a test tells them to. */
@NullMarked
package io.ingot.testing.service;

import org.jspecify.annotations.NullMarked;
