// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;

/** Creates refusals in one form: what is refused, by which rule, and the remedy. */
public final class Refusal {
    private Refusal() {}

    /**
     * Creates a failure with REFUSED_BY_POLICY.
     *
     * @param subject what is refused: {@code "host a.example of https://a.example/x"}
     * @param rule the rule, with the property it comes from
     * @param remedy what would allow it
     */
    public static ImageException of(String subject, String rule, String remedy) {
        return new ImageException(
                ErrorCode.REFUSED_BY_POLICY, subject + " is refused by policy: " + rule + "; " + remedy);
    }
}
