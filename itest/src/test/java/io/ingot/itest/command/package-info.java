// SPDX-License-Identifier: Apache-2.0
/** The command as a child process, and the web server that it fetches from. */
@NullMarked
package io.ingot.itest.command;

import org.jspecify.annotations.NullMarked;
