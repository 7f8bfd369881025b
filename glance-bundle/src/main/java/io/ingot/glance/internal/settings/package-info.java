// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.glance.internal.settings;

import org.jspecify.annotations.NullMarked;
