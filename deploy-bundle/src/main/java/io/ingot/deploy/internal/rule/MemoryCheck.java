// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.deploy.Role;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks whether an image fits into a node's memory next to the agent; a raw image is streamed to the disk instead. */
public final class MemoryCheck {
    private static final String RAW = "raw";

    private MemoryCheck() {}

    /** Compares sizes in bytes; passes if one of them is unknown. */
    public static void check(
            OptionalLong node, long agentBytes, OptionalLong image, Optional<String> format, Findings findings) {
        if (node.isEmpty() || image.isEmpty() || format.filter(RAW::equals).isPresent()) {
            return;
        }
        long available = node.getAsLong() - agentBytes;
        if (image.getAsLong() > available) {
            findings.invalid(
                    Field.IMAGE_SOURCE,
                    "the image has " + image.getAsLong() + " bytes, but the node's memory takes at most "
                            + Math.max(0, available) + " (" + node.getAsLong() + " less " + agentBytes
                            + " for the agent); use a smaller image, or a raw one, which is streamed to the disk",
                    Example.of(Role.IMAGE));
        }
    }
}
