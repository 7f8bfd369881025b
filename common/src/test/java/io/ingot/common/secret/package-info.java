// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.common.secret;

import org.jspecify.annotations.NullMarked;
