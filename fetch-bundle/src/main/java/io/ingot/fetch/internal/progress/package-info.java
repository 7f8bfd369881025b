// SPDX-License-Identifier: Apache-2.0
/** The progress of a fetch, and its reports to the listener. */
@NullMarked
package io.ingot.fetch.internal.progress;

import org.jspecify.annotations.NullMarked;
