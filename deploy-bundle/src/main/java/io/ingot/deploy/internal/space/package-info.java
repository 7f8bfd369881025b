// SPDX-License-Identifier: Apache-2.0
/** The room that the images of a plan take together. */
@NullMarked
package io.ingot.deploy.internal.space;

import org.jspecify.annotations.NullMarked;
