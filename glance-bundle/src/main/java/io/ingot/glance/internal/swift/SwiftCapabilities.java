// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests that Swift clusters allow for temporary URLs, as their {@code /info} lists them (Swift,
 * "Discoverability"). Cached for {@link #TTL} for the {@value #MAX_ENTRIES} clusters read last. Safe for concurrent
 * use.
 */
final class SwiftCapabilities {
    static final Duration TTL = Duration.ofMinutes(10);
    static final int MAX_ENTRIES = 16;

    private final HttpClient http;
    private final InstantSource clock;
    private final Map<SwiftEndpoint, CachedDigest> cache =
            new LinkedHashMap<>(); // guarded by this; in order of insertion

    private record CachedDigest(SignatureDigest digest, Instant readAt) {
        boolean isValidAt(Instant now) {
            return !now.isBefore(readAt) && now.isBefore(readAt.plus(TTL));
        }
    }

    SwiftCapabilities(HttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * Returns the best digest that a cluster allows. SHA-256 if it does not list them: operators can hide {@code /info}
     * or parts of it.
     *
     * @throws ImageException INVALID_CONFIGURATION if it allows none of the supported digests; a non-retryable
     *     TRANSFER_FAILED if its response is invalid; or the failure of the request
     */
    SignatureDigest digest(SwiftEndpoint swift, Call call) throws ImageException {
        Optional<SignatureDigest> cached = cached(swift);
        if (cached.isPresent()) {
            return cached.get();
        }
        SignatureDigest digest = request(swift.infoUrl(), call);
        store(swift, digest);
        return digest;
    }

    private synchronized Optional<SignatureDigest> cached(SwiftEndpoint swift) {
        return Optional.ofNullable(cache.get(swift))
                .filter(entry -> entry.isValidAt(clock.instant()))
                .map(CachedDigest::digest);
    }

    private synchronized void store(SwiftEndpoint swift, SignatureDigest digest) {
        cache.remove(swift);
        cache.put(swift, new CachedDigest(digest, clock.instant()));
        if (cache.size() > MAX_ENTRIES) {
            Iterator<SwiftEndpoint> first = cache.keySet().iterator();
            first.next();
            first.remove();
        }
    }

    private SignatureDigest request(ImageReference info, Call call) throws ImageException {
        HttpRequest request =
                HttpRequest.get(info).header("Accept", "application/json").header("Accept-Encoding", "identity");
        try (HttpResponse response = http.send(request, call)) {
            return switch (response.status()) {
                case 200 -> best(info, JsonDocument.read(response.body(), "the response of " + info, advice()));
                case 408, 429, 500, 502, 503, 504 ->
                    throw response.failure("reading the digests for temporary URLs from " + info);
                default -> SignatureDigest.SHA256;
            };
        }
    }

    private static SignatureDigest best(ImageReference info, Map<String, @Nullable Object> capabilities)
            throws ImageException {
        if (!(capabilities.get("tempurl") instanceof Map<?, ?> temporaryUrls)) {
            return SignatureDigest.SHA256;
        }
        if (!temporaryUrls.containsKey("allowed_digests")) {
            return SignatureDigest.SHA1; // "On older clusters […] only HMAC-SHA1 is supported"
        }
        List<?> allowed = temporaryUrls.get("allowed_digests") instanceof List<?> list ? list : List.of();
        return Arrays.stream(SignatureDigest.values())
                .filter(digest -> allowed.contains(digest.label()))
                .findFirst()
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        info + " does not allow sha256, sha512 or sha1 for temporary URLs: allow one of them in Swift"
                                + " (allowed_digests), or set io.ingot.glance/swiftTempUrls to false"));
    }

    private static String advice() {
        return "check io.ingot.glance/swiftEndpoint, or set io.ingot.glance/swiftTempUrlDigest";
    }
}
