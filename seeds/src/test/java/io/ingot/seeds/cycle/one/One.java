// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds.cycle.one;

import io.ingot.seeds.cycle.other.Other;

/** Half of a cycle. */
public record One(int depth) {
    /** The other half. */
    public Other other() {
        return new Other(depth + 1);
    }
}
