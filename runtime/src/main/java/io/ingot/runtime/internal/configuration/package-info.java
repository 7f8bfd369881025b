// SPDX-License-Identifier: Apache-2.0
/** Configuration from files and the command line, checked against what the bundles declare, before a component sees it. */
@NullMarked
package io.ingot.runtime.internal.configuration;

import org.jspecify.annotations.NullMarked;
