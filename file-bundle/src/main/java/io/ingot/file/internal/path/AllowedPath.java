// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal.path;

import io.ingot.access.AccessPolicy;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the real path of a file against the policy, before revealing anything about the file. */
public final class AllowedPath {
    private static final Logger LOG = LoggerFactory.getLogger(AllowedPath.class);

    private final AccessPolicy policy;

    /** Checks paths against a policy. */
    public AllowedPath(AccessPolicy policy) {
        this.policy = policy;
    }

    /**
     * Resolves the path of a file that exists, and checks it.
     *
     * @param requested an absolute, normalized path
     * @throws ImageException REFUSED_BY_POLICY, with the same message whether the file exists or not; NOT_FOUND,
     *     NOT_AUTHORIZED or LOCAL_IO only if the policy allows the path
     */
    public Path resolve(Path requested) throws ImageException {
        RealPath real = RealPath.of(requested);
        check(requested, real.path());
        Optional<IOException> failure = real.failure();
        if (failure.isPresent()) {
            throw unreachable(requested, failure.get());
        }
        return real.path();
    }

    /** Converts the failure to open an allowed file into an error with a code. */
    public static ImageException unreachable(Path requested, IOException failure) {
        String file = ImageReference.redact(requested);
        if (failure instanceof AccessDeniedException) {
            return new ImageException(
                    ErrorCode.NOT_AUTHORIZED,
                    "the user of this process may not read " + file + "; it needs read permission, and read"
                            + " and execute permission on every folder above",
                    failure);
        }
        if (failure instanceof NoSuchFileException || failure instanceof NotDirectoryException) {
            return new ImageException(ErrorCode.NOT_FOUND, file + ": no such file", failure);
        }
        if (failure instanceof FileSystemLoopException) {
            return new ImageException(ErrorCode.NOT_FOUND, file + ": its symbolic links form a loop", failure);
        }
        return new ImageException(
                ErrorCode.LOCAL_IO, file + " cannot be opened: " + ImageException.reason(failure), failure);
    }

    private void check(Path requested, Path real) throws ImageException {
        ImageException refusal;
        try {
            policy.checkFile(real);
            return;
        } catch (ImageException e) {
            refusal = e;
        }
        if (!real.equals(requested)) {
            LOG.info("{} leads to {}: {}", ImageReference.redact(requested), real, refusal.getMessage());
            refusal = refusalOfTarget(requested);
        }
        throw refusal;
    }

    /** The refusal of the requested path. It does not reveal whether there are links, or their targets. */
    private ImageException refusalOfTarget(Path requested) {
        try {
            policy.checkFile(requested);
        } catch (ImageException e) {
            return e;
        }
        return new ImageException(
                ErrorCode.REFUSED_BY_POLICY,
                "path " + ImageReference.redact(requested)
                        + " is refused by policy: symbolic links lead it out of io.ingot.file/allowedPaths;"
                        + " add the folder of their target there to allow it");
    }
}
