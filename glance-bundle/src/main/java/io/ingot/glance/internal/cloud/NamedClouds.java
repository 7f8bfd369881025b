// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.cloud;

import io.ingot.common.text.Printable;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The clouds of {@code clouds.yaml}, layered over their profiles, with {@code secure.yaml} on top. */
final class NamedClouds {
    private final CloudFiles files;
    private final CloudWarnings warnings;

    NamedClouds(CloudFiles files, CloudWarnings warnings) {
        this.files = files;
        this.warnings = warnings;
    }

    /**
     * Reads a cloud.
     *
     * @param setting the setting that names the cloud, for messages: {@code OS_CLOUD}
     * @param region the region to use; the cloud's first if absent
     * @throws ImageException INVALID_CONFIGURATION if there is no such cloud or region, or a file cannot be read
     */
    CloudTexts read(String name, String setting, Optional<String> region) throws ImageException {
        Optional<CloudFile> clouds = files.clouds();
        Optional<CloudFile> secure = files.secure();
        checkKnown(name, setting, clouds, secure);
        String what = "the cloud " + Printable.quoted(name) + " of "
                + clouds.or(() -> secure).map(CloudFile::toString).orElse("");
        CloudSection own = section(secure, name).over(section(clouds, name));
        CloudSection merged = Regions.choose(own, profile(own, what), region, what);
        warnings.warnOfIgnoredTls(merged, what);
        return CloudTexts.ofCloud(merged, what);
    }

    private void checkKnown(String name, String setting, Optional<CloudFile> clouds, Optional<CloudFile> secure)
            throws ImageException {
        Set<String> known = new TreeSet<>();
        clouds.ifPresent(file -> known.addAll(file.names()));
        secure.ifPresent(file -> known.addAll(file.names()));
        if (!known.contains(name)) {
            String reason = clouds.map(file -> "which is not in " + file + "; it has " + Printable.names(known))
                    .orElseGet(() -> "but there is no clouds.yaml in " + files.folderNames()
                            + ": set its path in io.ingot.glance/cloudsFile or OS_CLIENT_CONFIG_FILE");
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION,
                    setting + " names the cloud " + Printable.quoted(name) + ", " + reason);
        }
    }

    private CloudSection section(Optional<CloudFile> file, String name) throws ImageException {
        if (file.isEmpty()) {
            return CloudSection.EMPTY;
        }
        CloudSection section = file.get().section(name);
        if (section.holdsSecret()) {
            warnings.warnIfReadableByAll(file.get());
        }
        return section;
    }

    private CloudSection profile(CloudSection cloud, String what) throws ImageException {
        Optional<String> name = cloud.text(CloudKey.PROFILE);
        if (name.isEmpty()) {
            return CloudSection.EMPTY;
        }
        Optional<CloudFile> profiles = files.profiles();
        if (profiles.isPresent() && profiles.get().names().contains(name.get())) {
            return profiles.get().section(name.get());
        }
        warnings.warnOnce(what + " refers to the profile " + Printable.quoted(name.get())
                + ", which is not in a clouds-public.yaml: the profile is ignored");
        return CloudSection.EMPTY;
    }
}
