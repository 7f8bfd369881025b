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
 * The digest that a Swift lets temporary URLs be signed with, as its {@code /info} tells it (Swift, "Discoverability").
 * What it said is believed for {@link #TTL}, of the {@value #MAX_ENTRIES} asked last. Safe for concurrent use.
 */
final class SwiftCapabilities {
    static final Duration TTL = Duration.ofMinutes(10);
    static final int MAX_ENTRIES = 16;

    private final HttpClient http;
    private final InstantSource clock;
    private final Map<SwiftEndpoint, CachedDigest> cache = new LinkedHashMap<>(); // guarded by this; in the order of hearing

    private record CachedDigest(SignatureDigest digest, Instant since) {
        boolean isValidAt(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(TTL));
        }
    }

    SwiftCapabilities(HttpClient http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * The best digest that is allowed. SHA-256 where Swift does not tell: operators can hide {@code /info}, or this part
     * of it.
     *
     * @throws ImageException INVALID_CONFIGURATION if it allows none of ours; lasting TRANSFER_FAILED if its answer cannot
     *     be used; or what failed
     */
    SignatureDigest digest(SwiftEndpoint swift, Call call) throws ImageException {
        Optional<SignatureDigest> known = cached(swift);
        if (known.isPresent()) {
            return known.get();
        }
        SignatureDigest digest = request(swift.infoUrl(), call);
        store(swift, digest);
        return digest;
    }

    private synchronized Optional<SignatureDigest> cached(SwiftEndpoint swift) {
        return Optional.ofNullable(cache.get(swift))
                .filter(here -> here.isValidAt(clock.instant()))
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
        HttpRequest ask =
                HttpRequest.get(info).header("Accept", "application/json").header("Accept-Encoding", "identity");
        try (HttpResponse answer = http.send(ask, call)) {
            return switch (answer.status()) {
                case 200 -> best(info, JsonDocument.read(answer.body(), "what Swift tells at " + info, advice()));
                case 408, 429, 500, 502, 503, 504 ->
                    throw answer.failure("asking " + info + " for the digests of temporary URLs");
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
                        info + " allows none of sha256, sha512 and sha1 for temporary URLs: allow one of them in Swift"
                                + " (allowed_digests), or clear io.ingot.glance/swiftTempUrls"));
    }

    private static String advice() {
        return "check io.ingot.glance/swiftEndpoint, or set io.ingot.glance/swiftTempUrlDigest";
    }
}
