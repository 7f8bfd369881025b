// SPDX-License-Identifier: Apache-2.0
/** What an operator can look up later: who fetched what. */
@NullMarked
package io.ingot.fetch.internal.audit;

import org.jspecify.annotations.NullMarked;
