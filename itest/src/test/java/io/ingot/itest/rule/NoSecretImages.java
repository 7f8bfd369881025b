// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.rule;

import io.ingot.access.AccessRule;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import org.osgi.service.component.annotations.Component;

/** Refuses every reference below a path. */
@Component
public final class NoSecretImages implements AccessRule {
    @Override
    public void checkReference(ImageReference reference) throws ImageException {
        if (reference.path().startsWith("/secret/")) {
            throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "no secret images: " + reference);
        }
    }
}
