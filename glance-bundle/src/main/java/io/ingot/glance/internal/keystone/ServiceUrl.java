// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.common.text.Printable;
import io.ingot.glance.internal.document.TrailingSlashes;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses URLs of services in configurations and catalogues. */
public final class ServiceUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String KEYSTONE_VERSION = "/v3";

    private ServiceUrl() {}

    /**
     * Parses the URL of a service, without slashes at its end.
     *
     * @param what the setting, for messages: {@code "io.ingot.glance/endpoint"}
     * @throws IllegalArgumentException if it is not an http or https URL, or has credentials, a query or a fragment
     */
    public static ImageReference parse(String what, String text) {
        try {
            ImageReference url = ImageReference.parse(text);
            boolean usable = SCHEMES.contains(url.scheme())
                    && url.host().isPresent()
                    && url.userInfo().isEmpty()
                    && url.query().isEmpty()
                    && url.fragment().isEmpty();
            if (!usable) {
                throw unusable(what, Printable.redacted(url.toString()), null);
            }
            return ImageReference.parse(TrailingSlashes.removed(url.exact()));
        } catch (ImageException e) {
            throw unusable(what, "not a URL (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Parses the URL of a service without its version: {@code http://glance:9292} for {@code http://glance:9292/v2/}.
     *
     * @param version the last segment, removed if present: {@code v2}
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static ImageReference withoutVersion(String what, String text, String version) {
        String url = parse(what, text).exact();
        return url.endsWith("/" + version)
                ? parse(what, url.substring(0, url.length() - version.length() - 1))
                : parse(what, url);
    }

    /**
     * Parses the URL of Keystone, and appends {@code /v3} if it is missing.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static ImageReference keystone(String what, String text) {
        String url = parse(what, text).exact();
        return parse(what, url.endsWith(KEYSTONE_VERSION) ? url : url + KEYSTONE_VERSION);
    }

    private static IllegalArgumentException unusable(String what, String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                what + " must be an http or https URL without credentials, query or fragment, was " + value, cause);
    }
}
