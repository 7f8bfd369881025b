// SPDX-License-Identifier: Apache-2.0
package io.ingot.access.internal.rule;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.nio.file.Path;

/** Refuses everything while the policy has no valid configuration. Its message names the invalid property. */
public final class RefuseAllRule implements PolicyRule {
    private final String problem;

    /** @param problem the invalid setting, with its property */
    public RefuseAllRule(String problem) {
        this.problem = problem;
    }

    @Override
    public void checkReference(ImageReference reference) throws ImageException {
        throw refusal();
    }

    @Override
    public void checkAddress(String host, InetAddress address) throws ImageException {
        throw refusal();
    }

    @Override
    public void checkFile(Path real) throws ImageException {
        throw refusal();
    }

    @Override
    public void checkSize(long bytes) throws ImageException {
        throw refusal();
    }

    @Override
    public void checkAlgorithm(String algorithm) throws ImageException {
        throw refusal();
    }

    private ImageException refusal() {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                problem + "; the access policy refuses everything until it is corrected");
    }
}
