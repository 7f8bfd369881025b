// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.settings;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The inner form of the configuration: checked, and complete. */
public final class GlanceSettings {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern VERSION_SUFFIX = Pattern.compile("/*(?:/v2)?/*$");

    private final @Nullable String endpoint;

    private GlanceSettings(@Nullable String endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Reads the outer form.
     *
     * @throws IllegalArgumentException naming the property, its value and what was expected
     */
    public static GlanceSettings of(GlanceConfig config) {
        String text = config.endpoint().strip();
        return new GlanceSettings(text.isEmpty() ? null : checked(text));
    }

    /**
     * The metadata route of an image.
     *
     * @throws ImageException INVALID_CONFIGURATION if no endpoint is configured
     */
    public ImageReference metadata(String id) throws ImageException {
        return ImageReference.parse(endpoint(id) + "/v2/images/" + id);
    }

    /**
     * The route of an image's bytes.
     *
     * @throws ImageException INVALID_CONFIGURATION if no endpoint is configured
     */
    public ImageReference file(String id) throws ImageException {
        return ImageReference.parse(endpoint(id) + "/v2/images/" + id + "/file");
    }

    private String endpoint(String id) throws ImageException {
        return Optional.ofNullable(endpoint)
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "no Glance to ask for image " + id + ": set io.ingot.glance/endpoint to the URL of the Image"
                                + " service, such as http://glance.example:9292"));
    }

    private static String checked(String text) {
        try {
            ImageReference url = ImageReference.parse(text);
            boolean usable = SCHEMES.contains(url.scheme())
                    && url.host().isPresent()
                    && url.userInfo().isEmpty()
                    && url.query().isEmpty()
                    && url.fragment().isEmpty();
            if (!usable) {
                throw refused(url.toString(), null);
            }
            return VERSION_SUFFIX.matcher(url.exact()).replaceFirst("");
        } catch (ImageException e) {
            throw refused("no URL (" + e.getMessage() + ")", e);
        }
    }

    private static IllegalArgumentException refused(String value, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "io.ingot.glance/endpoint must be an http or https URL without credentials, query or fragment, was "
                        + value,
                cause);
    }
}
