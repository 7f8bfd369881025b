// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.cloud.CloudSource;
import io.ingot.glance.internal.cloud.Environment;
import io.ingot.glance.internal.keystone.Catalog;
import io.ingot.glance.internal.keystone.Grant;
import io.ingot.glance.internal.keystone.KeystoneSession;
import io.ingot.glance.internal.keystone.Session;
import io.ingot.glance.internal.settings.GlanceConfig;
import io.ingot.glance.internal.settings.GlanceSettings;
import io.ingot.glance.internal.swift.SwiftSettings;
import io.ingot.glance.internal.swift.TemporaryUrls;
import io.ingot.httpclient.HttpClient;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Puts together what a configuration describes: nothing of it is asked yet. */
final class OpenStackFactory {
    private static final String OBJECT_STORE = "object-store";

    private static final Catalog NO_CATALOG = filter -> {
        throw new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "no account is configured whose catalogue could have a service of the type " + filter.type()
                        + ": see io.ingot.glance/cloud and io.ingot.glance/authUrl");
    };

    /** What nobody is granted. It suffices for Swift where all that a signature needs is configured. */
    private static final Grant NO_GRANT = new Grant(Secret.of(""), Optional.empty(), Set.of(), NO_CATALOG);

    private OpenStackFactory() {}

    /** @throws IllegalArgumentException naming the property, its value and what was expected */
    static OpenStack create(GlanceConfig config, Environment environment, HttpClient http) {
        GlanceSettings settings = GlanceSettings.of(config);
        CachedCloud clouds = new CachedCloud(CloudSource.of(config, environment)::read);
        Session session = new KeystoneSession(http, clouds::account, System::nanoTime);
        SwiftSettings swift = SwiftSettings.of(config);
        TemporaryUrls urls = new TemporaryUrls(http, InstantSource.system());
        return new OpenStack(http, settings, clouds, session, (id, call) -> {
            Grant own = grant(clouds, session, call);
            return urls.location(swift, id, own, clouds.get().image().ofType(OBJECT_STORE), call);
        });
    }

    /**
     * Only looks whether a configuration can be read.
     *
     * @throws IllegalArgumentException as {@link #create}
     */
    static void check(GlanceConfig config) {
        GlanceSettings.of(config);
        CloudSource.of(config, Environment.ofThisProcess());
        SwiftSettings.of(config);
    }

    private static Grant grant(CachedCloud clouds, Session session, Call call) throws ImageException {
        return clouds.get().account().isPresent() ? session.grant(call) : NO_GRANT;
    }
}
