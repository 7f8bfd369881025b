// SPDX-License-Identifier: Apache-2.0
/** A stand-in for what Karaf puts into its sessions. */
@NullMarked
package org.apache.karaf.shell;

import org.jspecify.annotations.NullMarked;
