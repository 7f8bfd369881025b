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

/** An OpenStack as it is configured: where its Glance is, and who we are to it. Safe for concurrent use. */
final class OpenStack {
    private final HttpClient http;
    private final GlanceSettings settings;
    private final CachedCloud clouds;
    private final Session session;
    private final Availability availability;
    private final ImageLocations locations;
    private final EndpointOrder endpointOrder = new EndpointOrder();

    /**
     * Asks nothing yet.
     *
     * @param session our own, used if the cloud has an account
     * @param swift where images can be read from Swift, used if the settings allow it
     */
    OpenStack(HttpClient http, GlanceSettings settings, CachedCloud clouds, Session session, SwiftSource swift) {
        this.http = http;
        this.settings = settings;
        this.clouds = clouds;
        this.session = session;
        this.availability = new Availability(settings.adminsSeeAll());
        this.locations = new ImageLocations(
                settings.directSchemes(), settings.swiftTempUrls() ? Optional.of(swift) : Optional.empty());
    }

    /** Whether an image is for whoever asks. */
    Availability availability() {
        return availability;
    }

    /** Where images can be read. */
    ImageLocations locations() {
        return locations;
    }

    /** Begins to ask about an image, as the caller whom the request names, or else as ourselves. */
    GlanceClient client(ImageRequest request, String id, Call call) throws ImageException {
        Cloud before = clouds.get();
        Caller caller = caller(request, before);
        AuthContext pass = caller.authenticate(call);
        GlanceClient.Query topic = new GlanceClient.Query(id, request.noCache());
        // An authentication reads the cloud anew, and may have found another.
        Cloud now = before.account().isPresent() ? clouds.get() : before;
        return new GlanceClient(http, topic, caller, pass, endpoints(now, pass, id), endpointOrder, call);
    }

    private Caller caller(ImageRequest request, Cloud cloud) throws ImageException {
        Optional<Session> own = cloud.account().map(account -> session);
        if (request.credentials().isPresent()) {
            boolean indispensable = cloud.imageEndpoints().isEmpty();
            boolean beside = settings.serviceToken();
            UserCaller.ServiceAccount service =
                    new UserCaller.ServiceAccount(own.filter(there -> beside || indispensable), beside, indispensable);
            return UserCaller.of(request.credentials().get(), service, request.reference());
        }
        return own.isPresent() ? new AccountCaller(own.get()) : new AnonymousCaller();
    }

    private static List<ImageReference> endpoints(Cloud cloud, AuthContext pass, String id) throws ImageException {
        if (!cloud.imageEndpoints().isEmpty()) {
            return cloud.imageEndpoints();
        }
        if (pass.grant().isEmpty()) {
            throw new ImageException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no Glance to ask for image " + id + ": set io.ingot.glance/endpoint to the URL of the Image"
                            + " service, such as http://glance.example:9292, or name an account whose catalogue has one,"
                            + " by io.ingot.glance/cloud or io.ingot.glance/authUrl");
        }
        return pass.grant().get().catalog().endpoints(cloud.image());
    }
}
