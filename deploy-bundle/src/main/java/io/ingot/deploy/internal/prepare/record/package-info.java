// SPDX-License-Identifier: Apache-2.0
/** What was placed in a node's folder, and what is about to be: the record that outlives a crash. */
@NullMarked
package io.ingot.deploy.internal.prepare.record;

import org.jspecify.annotations.NullMarked;
