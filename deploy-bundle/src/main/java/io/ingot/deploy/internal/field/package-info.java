// SPDX-License-Identifier: Apache-2.0
/** The fields of an {@code instance_info}: their names, their types, and how they are read. */
@NullMarked
package io.ingot.deploy.internal.field;

import org.jspecify.annotations.NullMarked;
