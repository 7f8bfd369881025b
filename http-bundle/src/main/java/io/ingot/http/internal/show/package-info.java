// SPDX-License-Identifier: Apache-2.0
/** What the header of an answer tells of an image. */
@NullMarked
package io.ingot.http.internal.show;

import org.jspecify.annotations.NullMarked;
