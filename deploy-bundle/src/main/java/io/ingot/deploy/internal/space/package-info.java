// SPDX-License-Identifier: Apache-2.0
/** The disk space that the images of a plan need together. */
@NullMarked
package io.ingot.deploy.internal.space;

import org.jspecify.annotations.NullMarked;
