// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.rule;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ImageReference;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The rule for {@code image_download_source}: whether the node's agent downloads the image itself. */
public final class DownloadSource {
    private static final String HTTP = "http";
    private static final String LOCAL = "local";
    private static final Set<String> AGENT_SCHEMES = Set.of("http", "https");
    private static final Set<String> VALUES = Set.of(HTTP, LOCAL, "swift");

    private DownloadSource() {}

    /** Whether the agent downloads the image itself, over HTTP, from its reference. */
    public static boolean isAgentDownload(Optional<String> value, Optional<ImageReference> image, Findings findings) {
        Optional<String> lower = value.map(text -> text.strip().toLowerCase(Locale.ROOT));
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
            findings.warn(
                    "image_download_source is " + lower.get() + ", but image_source is a local file; local is used");
            return false;
        }
        if (!lower.get().equals(HTTP)) {
            return false;
        }
        if (!AGENT_SCHEMES.contains(scheme)) {
            findings.warn("image_download_source is http, but an agent cannot download " + image.get()
                    + " itself; local is used");
        }
        return AGENT_SCHEMES.contains(scheme);
    }
}
