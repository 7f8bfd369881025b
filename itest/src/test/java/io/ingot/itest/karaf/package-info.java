// SPDX-License-Identifier: Apache-2.0
/** What an operator does in Karaf, as it is downloaded, with the network off. */
@NullMarked
package io.ingot.itest.karaf;

import org.jspecify.annotations.NullMarked;
