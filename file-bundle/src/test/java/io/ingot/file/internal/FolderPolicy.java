// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal;

import io.ingot.access.AccessPolicy;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A policy that allows some folders, and records its checks. */
public class FolderPolicy implements AccessPolicy {
    private final List<Path> folders;
    private final List<Path> checked = new CopyOnWriteArrayList<>();

    public FolderPolicy(Path... folders) {
        this.folders = List.of(folders);
    }

    public List<Path> checked() {
        return checked;
    }

    @Override
    public void checkFile(Path real) throws ImageException {
        checked.add(real);
        if (folders.stream().noneMatch(real::startsWith)) {
            throw new ImageException(
                    ErrorCode.REFUSED_BY_POLICY, "path " + real + " is refused: io.ingot.file/allowedPaths");
        }
    }

    @Override
    public void checkReference(ImageReference reference) {}

    @Override
    public void checkAddress(String host, InetAddress address) {}

    @Override
    public void checkSize(long bytes) {}

    @Override
    public void checkAlgorithm(String algorithm) {}
}
