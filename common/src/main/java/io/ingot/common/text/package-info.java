// SPDX-License-Identifier: Apache-2.0
/** Text for messages and terminals, encodings, and suggestions for misspelled names. */
@NullMarked
package io.ingot.common.text;

import org.jspecify.annotations.NullMarked;
