// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.common.text;

import org.jspecify.annotations.NullMarked;
