// SPDX-License-Identifier: Apache-2.0
/** What a node's folder looks like, who may work in it, and every operation on its files. */
@NullMarked
package io.ingot.deploy.internal.prepare.folder;

import org.jspecify.annotations.NullMarked;
