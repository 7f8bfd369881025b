// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.Role;

/** The name of an image in its node's folder: its role's, but for an installer, which tells an archive by its extension. */
public final class PreparedFileName {
    private PreparedFileName() {}

    /** The name. */
    public static String of(Role role, BootOption boot, ImageProperties properties, Findings findings) {
        return role == Role.IMAGE && boot == BootOption.KICKSTART
                ? KickstartFile.name(properties, findings)
                : role.text();
    }

    /** Whether an image of some role may have this name. */
    public static boolean isValid(String name) {
        for (Role role : Role.values()) {
            if (name.equals(role.text())) {
                return true;
            }
        }
        return KickstartFile.isName(name);
    }
}
