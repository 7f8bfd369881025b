// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.console.internal.output;

import org.jspecify.annotations.NullMarked;
