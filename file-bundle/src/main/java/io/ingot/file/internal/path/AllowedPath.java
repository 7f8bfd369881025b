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

/** Asks policy about the real path of what was asked for, before anything of it is told. */
public final class AllowedPath {
    private static final Logger LOG = LoggerFactory.getLogger(AllowedPath.class);

    private final AccessPolicy policy;

    /** A gate that this policy keeps. */
    public AllowedPath(AccessPolicy policy) {
        this.policy = policy;
    }

    /**
     * The real path of something that is there.
     *
     * @param asked absolute and normal
     * @throws ImageException REFUSED_BY_POLICY, with a message that is the same whether anything is there or not;
     *     NOT_FOUND, NOT_AUTHORIZED or LOCAL_IO only if policy allows the path
     */
    public Path resolve(Path asked) throws ImageException {
        RealPath real = RealPath.of(asked);
        check(asked, real.path());
        Optional<IOException> obstacle = real.failure();
        if (obstacle.isPresent()) {
            throw unreachable(asked, obstacle.get());
        }
        return real.path();
    }

    /** What stands in the way of an allowed file, as an error. */
    public static ImageException unreachable(Path asked, IOException obstacle) {
        String file = ImageReference.redact(asked);
        if (obstacle instanceof AccessDeniedException) {
            return new ImageException(
                    ErrorCode.NOT_AUTHORIZED,
                    "the user of this process may not read " + file + "; it needs read permission, and read"
                            + " and execute permission on every folder above",
                    obstacle);
        }
        if (obstacle instanceof NoSuchFileException || obstacle instanceof NotDirectoryException) {
            return new ImageException(ErrorCode.NOT_FOUND, "no file " + file, obstacle);
        }
        if (obstacle instanceof FileSystemLoopException) {
            return new ImageException(
                    ErrorCode.NOT_FOUND, "no file " + file + ": its symbolic links lead in a circle", obstacle);
        }
        return new ImageException(
                ErrorCode.LOCAL_IO, file + " cannot be opened: " + ImageException.reason(obstacle), obstacle);
    }

    private void check(Path asked, Path real) throws ImageException {
        ImageException refusal;
        try {
            policy.checkFile(real);
            return;
        } catch (ImageException e) {
            refusal = e;
        }
        if (!real.equals(asked)) {
            LOG.info("{} leads to {}: {}", ImageReference.redact(asked), real, refusal.getMessage());
            refusal = refusalOfTarget(asked);
        }
        throw refusal;
    }

    /** Says what it would say if nothing were there: where links lead, and that there are any, is not for the asker. */
    private ImageException refusalOfTarget(Path asked) {
        try {
            policy.checkFile(asked);
        } catch (ImageException e) {
            return e;
        }
        return new ImageException(
                ErrorCode.REFUSED_BY_POLICY,
                "path " + ImageReference.redact(asked)
                        + " is refused by policy: symbolic links lead it out of io.ingot.file/allowedPaths;"
                        + " name the folder it leads to there to allow it");
    }
}
