// SPDX-License-Identifier: Apache-2.0
package io.ingot.common.file;

import java.nio.file.Path;

/**
 * A place on a path at which an untrusted user could redirect it.
 *
 * @param place the folder, file or symbolic link
 * @param access its owner and mode
 */
public record Weakness(Path place, FileAccess access) {
    /** Returns the weakness for a message: {@code /srv/pub can be changed by others (user 4343, mode 0777)}. */
    public String text() {
        return place + " can be changed by others (" + access.text() + ")";
    }
}
