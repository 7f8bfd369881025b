// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.common;

import org.jspecify.annotations.NullMarked;
