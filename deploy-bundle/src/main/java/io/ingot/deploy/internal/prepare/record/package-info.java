// SPDX-License-Identifier: Apache-2.0
/** The record of the files that were placed, or are being placed, in a node's folder. It survives a crash. */
@NullMarked
package io.ingot.deploy.internal.prepare.record;

import org.jspecify.annotations.NullMarked;
