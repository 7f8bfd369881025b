// SPDX-License-Identifier: Apache-2.0
/** What is a hit, from the command to the server and back. */
@NullMarked
package io.ingot.itest.store;

import org.jspecify.annotations.NullMarked;
