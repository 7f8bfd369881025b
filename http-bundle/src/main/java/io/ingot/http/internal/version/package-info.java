// SPDX-License-Identifier: Apache-2.0
/** Which version of an image an answer is of. */
@NullMarked
package io.ingot.http.internal.version;

import org.jspecify.annotations.NullMarked;
