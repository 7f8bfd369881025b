// SPDX-License-Identifier: Apache-2.0
/** The main job on an embedded default. */
@NullMarked
package io.ingot.runtime.internal.demo;

import org.jspecify.annotations.NullMarked;
