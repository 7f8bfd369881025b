// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.common.command;

import org.jspecify.annotations.NullMarked;
