// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.deploy.internal.prepare;

import org.jspecify.annotations.NullMarked;
