// SPDX-License-Identifier: Apache-2.0
/** The headers of an answer, read with distrust. */
@NullMarked
package io.ingot.http.internal.answer;

import org.jspecify.annotations.NullMarked;
