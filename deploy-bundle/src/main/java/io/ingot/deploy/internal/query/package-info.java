// SPDX-License-Identifier: Apache-2.0
/** Asking image services and the engine, about all images at once. */
@NullMarked
package io.ingot.deploy.internal.query;

import org.jspecify.annotations.NullMarked;
