// SPDX-License-Identifier: Apache-2.0
/** Parses JSON within bounds. */
@NullMarked
package io.ingot.deploy.internal.document;

import org.jspecify.annotations.NullMarked;
