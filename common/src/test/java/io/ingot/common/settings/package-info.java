// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.common.settings;

import org.jspecify.annotations.NullMarked;
