// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.glance.internal.keystone;

import org.jspecify.annotations.NullMarked;
