// SPDX-License-Identifier: Apache-2.0
/** Which bundles should offer an image service and do not, and why. */
@NullMarked
package io.ingot.resolver.internal.absence;

import org.jspecify.annotations.NullMarked;
