// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.Role;

/** The file name of an image in its node's folder: that of its role, with an extension if an installer reads it. */
public final class PreparedFileName {
    private PreparedFileName() {}

    /** The file name for a role. */
    public static String of(Role role, BootOption boot, ImageProperties properties, Findings findings) {
        return role == Role.IMAGE && boot == BootOption.KICKSTART
                ? KickstartFile.name(properties, findings)
                : role.text();
    }

    /** Whether an image of some role can have this name. */
    public static boolean isValid(String name) {
        for (Role role : Role.values()) {
            if (name.equals(role.text())) {
                return true;
            }
        }
        return KickstartFile.isName(name);
    }
}
