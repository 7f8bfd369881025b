// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.Shown;
import io.ingot.image.ImageReference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whence an agent has the image: {@code image_download_source}. */
public final class DownloadSource {
    private static final String HTTP = "http";
    private static final String LOCAL = "local";
    private static final Set<String> WORDS = Set.of(HTTP, LOCAL, "swift");

    private DownloadSource() {}

    /** Whether the agent is to read the image by itself, over HTTP, from where it lies. */
    public static boolean isAgents(Optional<String> word, Optional<ImageReference> image, Findings findings) {
        Optional<String> lower = word.map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (lower.isPresent() && !WORDS.contains(lower.get())) {
            findings.wrong(
                    Field.DOWNLOAD_SOURCE,
                    "image_download_source is " + Shown.quoted(lower.get()) + "; it must be http, local or swift",
                    LOCAL);
            return false;
        }
        boolean file =
                image.filter(reference -> reference.scheme().equals("file")).isPresent();
        if (file && lower.filter(text -> !text.equals(LOCAL)).isPresent()) {
            findings.warn("image_download_source is " + lower.get()
                    + ", and image_source is a file of this machine: it is taken for local");
        }
        return lower.filter(HTTP::equals).isPresent()
                && image.filter(reference -> reference.scheme().startsWith(HTTP))
                        .isPresent();
    }
}
