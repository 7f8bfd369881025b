// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A policy that allows everything, except for what a test refuses. */
final class FakePolicy implements AccessPolicy {
    final Queue<Path> files = new ConcurrentLinkedQueue<>();
    volatile long maxBytes = Long.MAX_VALUE;
    volatile String refusedAlgorithm = "";
    volatile boolean refuseFiles;

    @Override
    public void checkReference(ImageReference reference) {}

    @Override
    public void checkAddress(String host, InetAddress address) {}

    @Override
    public void checkFile(Path real) throws ImageException {
        files.add(real);
        if (refuseFiles) {
            throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "io.ingot.file/allowedPaths does not hold " + real);
        }
    }

    @Override
    public void checkSize(long bytes) throws ImageException {
        if (bytes > maxBytes) {
            throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "io.ingot.access/maxSize is " + maxBytes);
        }
    }

    @Override
    public void checkAlgorithm(String algorithm) throws ImageException {
        if (algorithm.equals(refusedAlgorithm)) {
            throw new ImageException(ErrorCode.REFUSED_BY_POLICY, "io.ingot.access/algorithms has no " + algorithm);
        }
    }
}
