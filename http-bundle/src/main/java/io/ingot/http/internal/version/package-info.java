// SPDX-License-Identifier: Apache-2.0
/** Versions and validators of images. */
@NullMarked
package io.ingot.http.internal.version;

import org.jspecify.annotations.NullMarked;
