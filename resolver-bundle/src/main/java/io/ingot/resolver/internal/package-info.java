// SPDX-License-Identifier: Apache-2.0
/** The resolver: finds the image service of a reference and makes every call to it. */
@NullMarked
package io.ingot.resolver.internal;

import org.jspecify.annotations.NullMarked;
