// SPDX-License-Identifier: Apache-2.0
/** The audit log: who fetched what. */
@NullMarked
package io.ingot.fetch.internal.audit;

import org.jspecify.annotations.NullMarked;
