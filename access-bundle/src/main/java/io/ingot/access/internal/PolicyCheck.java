// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.AccessRule;
import io.ingot.image.ImageException;

/** A call to one method of a rule. */
@FunctionalInterface
interface PolicyCheck {
    void check(AccessRule rule) throws ImageException;
}
