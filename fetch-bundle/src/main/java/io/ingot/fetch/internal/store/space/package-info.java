// SPDX-License-Identifier: Apache-2.0
/** Room that is promised to transfers. */
@NullMarked
package io.ingot.fetch.internal.store.space;

import org.jspecify.annotations.NullMarked;
