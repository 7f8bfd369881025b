// SPDX-License-Identifier: Apache-2.0
/** Contents: the check before they are handed out, how they come in, how they are dropped. */
@NullMarked
package io.ingot.fetch.internal.store.content;

import org.jspecify.annotations.NullMarked;
