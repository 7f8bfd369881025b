// SPDX-License-Identifier: Apache-2.0
/** The entry points of the commands: the process, and the shells of Felix and Karaf. */
@NullMarked
package io.ingot.console.internal;

import org.jspecify.annotations.NullMarked;
