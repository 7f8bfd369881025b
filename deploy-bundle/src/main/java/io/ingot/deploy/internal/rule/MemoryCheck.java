// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.deploy.Role;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether an image fits into the memory of a node, beside its agent; a raw one is streamed to the disk. */
public final class MemoryCheck {
    private static final String RAW = "raw";

    private MemoryCheck() {}

    /** Judges a size, in bytes; what is not known is not judged. */
    public static void check(
            OptionalLong node, long agentBytes, OptionalLong image, Optional<String> format, Findings findings) {
        if (node.isEmpty() || image.isEmpty() || format.filter(RAW::equals).isPresent()) {
            return;
        }
        long room = node.getAsLong() - agentBytes;
        if (image.getAsLong() > room) {
            findings.invalid(
                    Field.IMAGE_SOURCE,
                    "the image has " + image.getAsLong() + " bytes, and the node's memory room for " + Math.max(0, room)
                            + " (" + node.getAsLong() + " less " + agentBytes
                            + " for the agent); take a smaller image, or a raw one, which is streamed to the disk",
                    Example.of(Role.IMAGE));
        }
    }
}
