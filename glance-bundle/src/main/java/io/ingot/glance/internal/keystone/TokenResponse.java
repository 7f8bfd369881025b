// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A response of Keystone with a token (Identity API v3, "Authentication and token management"). */
final class TokenResponse {
    private static final int MAX_ROLES = 1024;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16000}");
    private static final String ADVICE = "check that io.ingot.glance/authUrl is Keystone's";

    private final String what;
    private final Map<?, ?> token;

    private TokenResponse(String what, Map<?, ?> token) {
        this.what = what;
        this.token = token;
    }

    /**
     * Reads a response.
     *
     * @param what the response, for messages: {@code "the response of Keystone http://…"}
     * @param isValidation whether the token existed before the request
     * @throws ImageException if reading fails; a non-retryable TRANSFER_FAILED if it is not such a response
     */
    static IssuedGrant read(HttpResponse response, String what, boolean isValidation) throws ImageException {
        Secret text = Secret.of(response.header("x-subject-token").orElse(""));
        if (!TOKEN.matcher(text.reveal()).matches()) {
            throw unusable(what, "no token in its header X-Subject-Token");
        }
        Map<String, @Nullable Object> document = JsonDocument.read(response.body(), what, ADVICE);
        if (!(document.get("token") instanceof Map<?, ?> token)) {
            throw unusable(what, "no object token in its body");
        }
        TokenResponse result = new TokenResponse(what, token);
        Optional<Instant> date = isValidation ? response.date("date") : Optional.empty();
        Instant now = date.isPresent() ? date.get() : result.time("issued_at");
        return new IssuedGrant(
                new Grant(text, result.project(), result.roles(), TokenCatalog.read(token.get("catalog"))),
                result.lifetimeFrom(now));
    }

    private Duration lifetimeFrom(Instant now) throws ImageException {
        Duration lifetime = Duration.between(now, time("expires_at"));
        return lifetime.isNegative() ? Duration.ZERO : lifetime;
    }

    private Instant time(String name) throws ImageException {
        try {
            if (token.get(name) instanceof String text) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            throw unusable(what, name + " is not a time");
        }
        throw unusable(what, name + " is missing");
    }

    private Optional<String> project() {
        return token.get("project") instanceof Map<?, ?> project && project.get("id") instanceof String id
                ? Optional.of(id)
                : Optional.empty();
    }

    private Set<String> roles() {
        if (!(token.get("roles") instanceof List<?> roles)) {
            return Set.of();
        }
        return roles.stream()
                .limit(MAX_ROLES)
                .<String>flatMap(role -> role instanceof Map<?, ?> entry && entry.get("name") instanceof String name
                        ? Stream.of(name.toLowerCase(Locale.ROOT))
                        : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ImageException unusable(String what, String reason) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, what + " cannot be used: " + reason + "; " + ADVICE)
                .nonRetryable();
    }
}
