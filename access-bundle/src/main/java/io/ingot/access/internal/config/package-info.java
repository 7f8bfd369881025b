// SPDX-License-Identifier: Apache-2.0
/** How the texts of a configuration are read. */
@NullMarked
package io.ingot.access.internal.config;

import org.jspecify.annotations.NullMarked;
