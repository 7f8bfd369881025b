// SPDX-License-Identifier: Apache-2.0
/** What is known of contents and references, as it lies on disk: bounded and checked when it is read back. */
@NullMarked
package io.ingot.fetch.internal.store.record;

import org.jspecify.annotations.NullMarked;
