// SPDX-License-Identifier: Apache-2.0
/** Definitions that the launcher and the console share: options, exit statuses, and the form of failures. */
@NullMarked
package io.ingot.common.command;

import org.jspecify.annotations.NullMarked;
