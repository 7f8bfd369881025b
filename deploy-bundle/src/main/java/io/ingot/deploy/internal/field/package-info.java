// SPDX-License-Identifier: Apache-2.0
/** The fields of an instance_info: which there are, of which types, and what an operator says by them. */
@NullMarked
package io.ingot.deploy.internal.field;

import org.jspecify.annotations.NullMarked;
