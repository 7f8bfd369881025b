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
 * Signs URLs that read the bytes of an image directly from Swift (Swift, "TempURL middleware"). Safe for concurrent
 * use; signatures and keys never appear in logs, messages or text forms.
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
     * Creates an instance without cached URLs.
     *
     * @param clock agrees with Swift's clock to within a part of the lifetime of a URL
     */
    public TemporaryUrls(HttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
        this.capabilities = new SwiftCapabilities(http, clock);
    }

    /**
     * Signs a URL of an image, valid for any reader until the location's expiry. Does not check that the image is in
     * Swift.
     *
     * @param imageId a UUID in its 36 characters
     * @param grant the configured account's grant: supplies the project of the Swift account, the endpoint and the
     *     token to read the key, unless these are configured
     * @param objectStore selects Swift's endpoints in the catalogue
     * @throws ImageException UNACCEPTABLE if the ID is not a UUID; INVALID_CONFIGURATION if endpoint, account or key is
     *     missing, naming what to set; NOT_AUTHORIZED if Swift does not show the key of the account; or the failure of
     *     a request
     */
    public Location location(SwiftSettings settings, String imageId, Grant grant, ServiceFilter objectStore, Call call)
            throws ImageException {
        ObjectPath path = path(settings, checked(imageId), grant);
        SwiftEndpoint endpoint = endpoint(settings, grant, objectStore);
        Secret key = key(settings, endpoint.accountUrl(path.apiVersion(), path.account()), grant, call);
        Optional<SignatureDigest> configured = settings.digest();
        SignatureDigest digest = configured.isPresent() ? configured.get() : capabilities.digest(endpoint, call);
        SignedUrl url = url(settings, new TempUrlParameters(endpoint, path, digest, key, settings.lifetime()));
        LOG.debug("Glance image {}: signed {}, valid until {}", imageId, url.reference(), url.expires());
        return Location.of(url.reference()).until(url.expires());
    }

    private SignedUrl url(SwiftSettings settings, TempUrlParameters parameters) throws ImageException {
        return settings.reuse()
                ? urls.get(parameters, clock.instant(), settings.startDelay())
                : parameters.sign(clock.instant());
    }

    /** Rejects any other text than a UUID, since the ID comes from the caller. */
    private static String checked(String imageId) throws ImageException {
        if (!IMAGE_ID.matcher(imageId).matches()) {
            throw new ImageException(
                    ErrorCode.UNACCEPTABLE,
                    "cannot sign a Swift URL for " + Printable.quotedAscii(imageId) + ": not the UUID of an image");
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
                        "the token has no project to derive the Swift account from: set io.ingot.glance/swiftAccount to"
                                + " Glance's account, such as AUTH_6d0e5f"));
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
                "Keystone's catalogue has no http or https URL of Swift without credentials and query: set"
                        + " io.ingot.glance/swiftEndpoint");
    }

    private Secret key(SwiftSettings settings, ImageReference account, Grant grant, Call call) throws ImageException {
        Optional<SecretReader> configured = settings.key();
        return configured.isPresent() ? configured.get().read() : AccountKey.read(http, account, grant, call);
    }
}
