// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.cloud.Cloud;
import io.ingot.glance.internal.keystone.Grant;
import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.glance.internal.keystone.Session;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.glance.internal.settings.GlanceSettings;
import io.ingot.httpclient.HttpExchanges;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts together what a configuration describes. */
final class Wiring {
    private Wiring() {}

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static OpenStack of(GlanceConfig config, HttpExchanges http) {
        GlanceSettings settings = GlanceSettings.of(config);
        Cloud cloud = new Cloud(
                Optional.empty(),
                new ServiceFilter("image", List.of("internal", "public"), Optional.empty()),
                endpoints(config));
        return new OpenStack(http, settings, new KnownCloud(() -> cloud), new NoSession(), (id, call) -> {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, "no account is configured");
        });
    }

    private static List<ImageReference> endpoints(GlanceConfig config) {
        List<ImageReference> endpoints = new ArrayList<>();
        for (String text : config.endpoint().split(",", -1)) {
            if (!text.isBlank()) {
                try {
                    ImageReference url = ImageReference.parse(text.strip());
                    if (!List.of("http", "https").contains(url.scheme())) {
                        throw new IllegalArgumentException(
                                "io.ingot.glance/endpoint must be an http or https URL, was " + url);
                    }
                    endpoints.add(url);
                } catch (ImageException e) {
                    throw new IllegalArgumentException("io.ingot.glance/endpoint must be a URL: " + e.getMessage(), e);
                }
            }
        }
        return endpoints;
    }

    private static final class NoSession implements Session {
        @Override
        public Grant grant(Call call) throws ImageException {
            throw new ImageException(ErrorCode.INVALID_CONFIGURATION, "no account is configured");
        }

        @Override
        public Grant renewed(Grant refused, Call call) throws ImageException {
            return grant(call);
        }
    }
}
