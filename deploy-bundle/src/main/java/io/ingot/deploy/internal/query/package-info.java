// SPDX-License-Identifier: Apache-2.0
/** Queries image services and the engine for all images of a deployment, in parallel. */
@NullMarked
package io.ingot.deploy.internal.query;

import org.jspecify.annotations.NullMarked;
