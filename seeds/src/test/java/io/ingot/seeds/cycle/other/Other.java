// SPDX-License-Identifier: Apache-2.0
package io.ingot.seeds.cycle.other;

import io.ingot.seeds.cycle.one.One;

/** Half of a cycle. */
public record Other(int depth) {
    /** The other half. */
    public One one() {
        return new One(depth + 1);
    }
}
