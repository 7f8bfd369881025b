// SPDX-License-Identifier: Apache-2.0
/** Facts of an image, from the header of a response. */
@NullMarked
package io.ingot.http.internal.show;

import org.jspecify.annotations.NullMarked;
