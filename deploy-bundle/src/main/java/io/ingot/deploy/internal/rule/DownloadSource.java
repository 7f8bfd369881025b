// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ImageReference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where an agent downloads the image from: {@code image_download_source}. */
public final class DownloadSource {
    private static final String HTTP = "http";
    private static final String LOCAL = "local";
    private static final Set<String> AGENT_SCHEMES = Set.of("http", "https");
    private static final Set<String> VALUES = Set.of(HTTP, LOCAL, "swift");

    private DownloadSource() {}

    /** Whether the agent is to read the image by itself, over HTTP, from where it lies. */
    public static boolean isAgentDownload(Optional<String> word, Optional<ImageReference> image, Findings findings) {
        Optional<String> lower = word.map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (lower.isPresent() && !VALUES.contains(lower.get())) {
            findings.invalid(
                    Field.DOWNLOAD_SOURCE,
                    "image_download_source is " + Printable.quoted(lower.get()) + "; it must be http, local or swift",
                    LOCAL);
            return false;
        }
        if (lower.isEmpty() || image.isEmpty()) {
            return false;
        }
        String scheme = image.get().scheme();
        if (scheme.equals("file") && !lower.get().equals(LOCAL)) {
            findings.warn("image_download_source is " + lower.get()
                    + ", and image_source is a file of this machine: it is taken for local");
            return false;
        }
        if (!lower.get().equals(HTTP)) {
            return false;
        }
        if (!AGENT_SCHEMES.contains(scheme)) {
            findings.warn("image_download_source is http, and an agent cannot download " + image.get()
                    + " by itself: it is taken for local");
        }
        return AGENT_SCHEMES.contains(scheme);
    }
}
