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

/** Creates an {@link OpenStack} from a configuration. Sends no request. */
final class OpenStackFactory {
    private static final String OBJECT_STORE = "object-store";

    private static final Catalog NO_CATALOG = filter -> {
        throw new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "no account is configured to find a service of the type " + filter.type()
                        + " in its catalogue: set io.ingot.glance/cloud or io.ingot.glance/authUrl");
    };

    /** The grant without an account. It suffices for Swift if all inputs of a signature are configured. */
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
            Grant grant = grant(clouds, session, call);
            return urls.location(swift, id, grant, clouds.get().image().ofType(OBJECT_STORE), call);
        });
    }

    /**
     * Checks that a configuration can be read.
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
