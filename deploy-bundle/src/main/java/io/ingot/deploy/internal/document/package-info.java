// SPDX-License-Identifier: Apache-2.0
/** JSON, bounded in every way. */
@NullMarked
package io.ingot.deploy.internal.document;

import org.jspecify.annotations.NullMarked;
