// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.common.secret.SecretReader;
import io.ingot.common.text.Printable;
import io.ingot.glance.internal.keystone.Grant;
import io.ingot.glance.internal.keystone.ServiceFilter;
import io.ingot.httpclient.HttpClient;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import io.ingot.image.spi.Location;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs URLs by which the bytes of an image come straight from Swift (Swift, "TempURL middleware"). Safe for concurrent
 * use; no signature or key appears in a log, a message or a text form.
 */
public final class TemporaryUrls {
    private static final Logger LOG = LoggerFactory.getLogger(TemporaryUrls.class);
    private static final Pattern IMAGE_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final HttpClient http;
    private final InstantSource clock;
    private final SwiftCapabilities capabilities;
    private final SignedUrls urls = new SignedUrls();

    /**
     * Knows no Swift yet.
     *
     * @param clock agrees with Swift's to within a part of the lifetime of a URL
     */
    public TemporaryUrls(HttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
        this.capabilities = new SwiftCapabilities(http, clock);
    }

    /**
     * Where Swift has an image, for anybody, until the location's end. Whether Swift has it is not asked.
     *
     * @param imageId a UUID in its 36 characters
     * @param grant our own: whose project gives the account, whose catalogue the endpoint, and whose token the key, where
     *     they are not configured
     * @param objectStore which endpoints of the catalogue are those of Swift
     * @throws ImageException UNACCEPTABLE for an id that is no UUID; INVALID_CONFIGURATION if endpoint, account or key is
     *     missing, naming what to set; NOT_AUTHORIZED if Swift does not show us the key of the account; or what failed
     */
    public Location location(SwiftSettings settings, String imageId, Grant grant, ServiceFilter objectStore, Call call)
            throws ImageException {
        ObjectPath path = path(settings, checked(imageId), grant);
        SwiftEndpoint endpoint = endpoint(settings, grant, objectStore);
        Secret key = key(settings, endpoint.accountUrl(path.apiVersion(), path.account()), grant, call);
        Optional<SignatureDigest> forced = settings.digest();
        SignatureDigest digest = forced.isPresent() ? forced.get() : capabilities.digest(endpoint, call);
        SignedUrl url = url(settings, new TempUrlParameters(endpoint, path, digest, key, settings.lifetime()));
        LOG.debug("Glance image {} may be read from {} until {}", imageId, url.reference(), url.expires());
        return Location.of(url.reference()).until(url.expires());
    }

    private SignedUrl url(SwiftSettings settings, TempUrlParameters grounds) throws ImageException {
        return settings.reuse()
                ? urls.get(grounds, clock.instant(), settings.startDelay())
                : grounds.sign(clock.instant());
    }

    /** Nothing else is ever signed: the id comes from whoever names an image. */
    private static String checked(String imageId) throws ImageException {
        if (!IMAGE_ID.matcher(imageId).matches()) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE,
                    "no URL of Swift is signed for " + Printable.quotedAscii(imageId)
                            + ": it is not the UUID of an image");
        }
        return imageId;
    }

    private static ObjectPath path(SwiftSettings settings, String imageId, Grant grant) throws ImageException {
        return new ObjectPath(
                settings.apiVersion(),
                account(settings, grant),
                settings.containers().containerOf(imageId),
                imageId);
    }

    private static String account(SwiftSettings settings, Grant grant) throws ImageException {
        Optional<String> configured = settings.account();
        if (configured.isPresent()) {
            return configured.get();
        }
        return grant.project()
                .map(project -> settings.accountPrefix() + project)
                .filter(PathSegment::isUsable)
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "our token is for no project that could have an account in Swift: set"
                                + " io.ingot.glance/swiftAccount to Glance's, such as AUTH_6d0e5f"));
    }

    private static SwiftEndpoint endpoint(SwiftSettings settings, Grant grant, ServiceFilter objectStore)
            throws ImageException {
        Optional<SwiftEndpoint> configured = settings.endpoint();
        if (configured.isPresent()) {
            return configured.get();
        }
        for (ImageReference url : grant.catalog().endpoints(objectStore)) {
            Optional<SwiftEndpoint> usable = SwiftEndpoint.of(url, settings.apiVersion());
            if (usable.isPresent()) {
                return usable.get();
            }
        }
        throw new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "set io.ingot.glance/swiftEndpoint to the URL of Swift, since Keystone's catalogue has none that is http"
                        + " or https, without credentials and query");
    }

    private Secret key(SwiftSettings settings, ImageReference account, Grant grant, Call call) throws ImageException {
        Optional<SecretReader> configured = settings.key();
        return configured.isPresent() ? configured.get().read() : AccountKey.read(http, account, grant, call);
    }
}
