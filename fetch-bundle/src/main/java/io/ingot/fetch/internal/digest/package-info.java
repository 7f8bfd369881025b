// SPDX-License-Identifier: Apache-2.0
/** The checksums that an image must have, and the digests of the bytes that arrived. */
@NullMarked
package io.ingot.fetch.internal.digest;

import org.jspecify.annotations.NullMarked;
