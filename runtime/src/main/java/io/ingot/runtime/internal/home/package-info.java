// SPDX-License-Identifier: Apache-2.0
/** The folders and bundles of an installation and of an instance, and the failure of a launch. */
@NullMarked
package io.ingot.runtime.internal.home;

import org.jspecify.annotations.NullMarked;
