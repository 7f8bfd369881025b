// SPDX-License-Identifier: Apache-2.0
/** Nothing is wrong, partial or fetched twice, whoever is killed, and however many share a store. */
@NullMarked
package io.ingot.itest.crash;

import org.jspecify.annotations.NullMarked;
