// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.ingot.openpgp.internal;

import org.jspecify.annotations.NullMarked;
