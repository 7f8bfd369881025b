// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.common.digest;

import org.jspecify.annotations.NullMarked;
