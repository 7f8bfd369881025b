// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal;

import io.ingot.glance.internal.caller.AccountCaller;
import io.ingot.glance.internal.caller.AnonymousCaller;
import io.ingot.glance.internal.caller.AuthContext;
import io.ingot.glance.internal.caller.Caller;
import io.ingot.glance.internal.caller.UserCaller;
import io.ingot.glance.internal.client.EndpointOrder;
import io.ingot.glance.internal.client.GlanceClient;
import io.ingot.glance.internal.cloud.Cloud;
import io.ingot.glance.internal.keystone.Session;
import io.ingot.glance.internal.settings.GlanceSettings;
import io.ingot.httpclient.HttpClient;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import java.util.List;
import java.util.Optional;

/** A configured OpenStack: the endpoints of its Glance, and the account for it. Safe for concurrent use. */
final class OpenStack {
    private final HttpClient http;
    private final GlanceSettings settings;
    private final CachedCloud clouds;
    private final Session accountSession;
    private final Availability availability;
    private final ImageLocations locations;
    private final EndpointOrder endpointOrder = new EndpointOrder();

    /**
     * Sends no request.
     *
     * @param session the session of the configured account; used only if the cloud has an account
     * @param swift signs Swift URLs; used only if the settings allow it
     */
    OpenStack(HttpClient http, GlanceSettings settings, CachedCloud clouds, Session session, SwiftSource swift) {
        this.http = http;
        this.settings = settings;
        this.clouds = clouds;
        this.accountSession = session;
        this.availability = new Availability(settings.adminsSeeAll());
        this.locations = new ImageLocations(
                settings.directSchemes(), settings.swiftTempUrls() ? Optional.of(swift) : Optional.empty());
    }

    /** The check whether a caller may use an image. */
    Availability availability() {
        return availability;
    }

    /** The source of locations of images. */
    ImageLocations locations() {
        return locations;
    }

    /** Creates a client for an image, with the credentials of the request or else of the configured account. */
    GlanceClient client(ImageRequest request, String id, Call call) throws ImageException {
        Cloud before = clouds.get();
        Caller caller = caller(request, before);
        AuthContext authContext = caller.authenticate(call);
        // The authentication has read the cloud again: it may have changed.
        Cloud current = before.account().isPresent() ? clouds.get() : before;
        return new GlanceClient(
                http,
                new GlanceClient.Query(id, request.noCache(), call),
                caller,
                authContext,
                endpointOrder.of(endpoints(current, authContext, id)));
    }

    private Caller caller(ImageRequest request, Cloud cloud) throws ImageException {
        Optional<Session> session = cloud.account().map(account -> accountSession);
        if (request.credentials().isPresent()) {
            boolean isRequired = cloud.imageEndpoints().isEmpty();
            boolean sendsToken = settings.serviceToken();
            UserCaller.ServiceAccount account = new UserCaller.ServiceAccount(
                    session.filter(configured -> sendsToken || isRequired), sendsToken, isRequired);
            return UserCaller.of(request.credentials().get(), account, request.reference());
        }
        return session.isPresent() ? new AccountCaller(session.get()) : new AnonymousCaller();
    }

    private static List<ImageReference> endpoints(Cloud cloud, AuthContext authContext, String id)
            throws ImageException {
        if (!cloud.imageEndpoints().isEmpty()) {
            return cloud.imageEndpoints();
        }
        if (authContext.grant().isEmpty()) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no Glance endpoint for image " + id + ": set io.ingot.glance/endpoint to the URL of the Image"
                            + " service, such as http://glance.example:9292, or configure an account whose catalogue has"
                            + " one, with io.ingot.glance/cloud or io.ingot.glance/authUrl");
        }
        return authContext.grant().get().catalog().endpoints(cloud.image());
    }
}
