// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.common.json;

import org.jspecify.annotations.NullMarked;
