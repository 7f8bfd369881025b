// SPDX-License-Identifier: Apache-2.0
/** The catalogue of images in OpenStack Glance. */
@NullMarked
package io.ingot.glance.internal;

import org.jspecify.annotations.NullMarked;
