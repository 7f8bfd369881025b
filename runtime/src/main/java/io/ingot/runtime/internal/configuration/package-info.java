// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration from files and the command line, checked against the Metatype of the bundles before components receive
 * it.
 */
@NullMarked
package io.ingot.runtime.internal.configuration;

import org.jspecify.annotations.NullMarked;
