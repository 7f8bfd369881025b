// SPDX-License-Identifier: Apache-2.0
/** Text in messages and on terminals, and names that may be misspelled. */
@NullMarked
package io.ingot.common.text;

import org.jspecify.annotations.NullMarked;
