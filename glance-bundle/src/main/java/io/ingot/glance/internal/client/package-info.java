// SPDX-License-Identifier: Apache-2.0
/** Questions to Glance: which of its endpoints is asked, with what, and what its statuses mean. */
@NullMarked
package io.ingot.glance.internal.client;

import org.jspecify.annotations.NullMarked;
