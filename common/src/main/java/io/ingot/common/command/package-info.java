// SPDX-License-Identifier: Apache-2.0
/** What the launcher and the console must agree on: options, exit statuses, and the form of a failure. */
@NullMarked
package io.ingot.common.command;

import org.jspecify.annotations.NullMarked;
