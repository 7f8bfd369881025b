// SPDX-License-Identifier: Apache-2.0
/** A node's folder: its layout, its lock, and all operations on its files. */
@NullMarked
package io.ingot.deploy.internal.prepare.folder;

import org.jspecify.annotations.NullMarked;
