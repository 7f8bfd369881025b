// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal;

import io.ingot.access.AccessRule;
import io.ingot.image.ImageException;

/** One of the questions that a rule answers, with its subject. */
@FunctionalInterface
interface PolicyCheck {
    void check(AccessRule rule) throws ImageException;
}
