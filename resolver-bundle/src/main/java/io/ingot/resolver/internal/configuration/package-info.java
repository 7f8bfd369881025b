// SPDX-License-Identifier: Apache-2.0
/** Faults in the configurations of the installed bundles, found by their Metatype descriptions. */
@NullMarked
package io.ingot.resolver.internal.configuration;

import org.jspecify.annotations.NullMarked;
