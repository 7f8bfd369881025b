// SPDX-License-Identifier: Apache-2.0
package io.ingot.runtime.internal.launch;

import io.ingot.image.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder among the temporary files, which nobody else may enter, and which goes with its process. */
record TemporaryFolder(Path path, int user) implements AutoCloseable {
    /**
     * Makes one.
     *
     * @throws Failure {@code LOCAL_IO} if it cannot be made
     */
    static TemporaryFolder make() throws Failure {
        try {
            Path path = Files.createTempDirectory("ingot-");
            return new TemporaryFolder(path, (Integer) Files.getAttribute(path, "unix:uid"));
        } catch (IOException e) {
            throw new Failure(
                    ErrorCode.LOCAL_IO,
                    "cannot make a folder in " + System.getProperty("java.io.tmpdir") + ": " + PrivateFolder.reason(e)
                            + "; set $TMPDIR to a folder that can be written",
                    e);
        }
    }

    /** The number of the user that this process runs as, since the folder is its own. */
    @Override
    public int user() {
        return user;
    }

    @Override
    public void close() {
        PrivateFolder.delete(path);
    }
}
