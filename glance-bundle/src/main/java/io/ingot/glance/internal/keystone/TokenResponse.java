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

/** Keystone's answer with a token (Identity API v3, "Authentication and token management"). */
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
     * Reads it.
     *
     * @param what what it is, for messages: {@code "the answer of Keystone http://…"}
     * @param inspected whether it is about a token that was there before
     * @throws ImageException what failed while it was read; lasting TRANSFER_FAILED if it is no such answer
     */
    static IssuedGrant read(HttpResponse answer, String what, boolean inspected) throws ImageException {
        Secret text = Secret.of(answer.header("x-subject-token").orElse(""));
        if (!TOKEN.matcher(text.reveal()).matches()) {
            throw unusable(what, "its header X-Subject-Token holds no token");
        }
        Map<String, @Nullable Object> document = JsonDocument.read(answer.body(), what, ADVICE);
        if (!(document.get("token") instanceof Map<?, ?> token)) {
            throw unusable(what, "it says nothing of a token");
        }
        TokenResponse said = new TokenResponse(what, token);
        Optional<Instant> date = inspected ? answer.date("date") : Optional.empty();
        Instant now = date.isPresent() ? date.get() : said.time("issued_at");
        return new IssuedGrant(
                new Grant(text, said.project(), said.roles(), TokenCatalog.read(token.get("catalog"))),
                said.lifetimeFrom(now));
    }

    private Duration lifetimeFrom(Instant now) throws ImageException {
        Duration life = Duration.between(now, time("expires_at"));
        return life.isNegative() ? Duration.ZERO : life;
    }

    private Instant time(String name) throws ImageException {
        try {
            if (token.get(name) instanceof String text) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeException e) {
            throw unusable(what, "its " + name + " is no time");
        }
        throw unusable(what, "it has no " + name);
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
                .<String>flatMap(role -> role instanceof Map<?, ?> facts && facts.get("name") instanceof String name
                        ? Stream.of(name.toLowerCase(Locale.ROOT))
                        : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static ImageException unusable(String what, String why) {
        return new ImageException(ErrorCode.TRANSFER_FAILED, what + " cannot be used: " + why + "; " + ADVICE)
                .nonRetryable();
    }
}
