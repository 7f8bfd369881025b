// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.httpclient.HttpRequest;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests for tokens (Identity API v3, "Authentication and token management"). */
final class TokenRequest {
    private TokenRequest() {}

    /**
     * Creates a POST for a new token, or a GET that validates a configured token without a scope of its own: exchanging
     * it would give one for the user's default project, and Keystone may forbid the exchange.
     *
     * @throws ImageException if the secret cannot be read
     */
    static HttpRequest of(Account account) throws ImageException {
        ImageReference route = ImageReference.parse(account.authUrl().exact() + "/auth/tokens");
        HttpRequest request = isValidation(account)
                ? HttpRequest.get(route)
                        .as(token(((Identity.Token) account.identity()).token().read()))
                : HttpRequest.post(route, "application/json", document(account));
        return request.header("Accept", "application/json");
    }

    /** Whether a configured token is validated rather than exchanged for a new one. */
    static boolean isValidation(Account account) {
        return account.identity() instanceof Identity.Token && account.scope() instanceof TokenScope.Inherited;
    }

    private static Credentials token(Secret token) {
        return new Credentials.Headers(Map.of("x-auth-token", token, "x-subject-token", token));
    }

    private static byte[] document(Account account) throws ImageException {
        Map<String, Object> auth = new HashMap<>();
        auth.put("identity", identity(account.identity()));
        scope(account.scope()).ifPresent(scope -> auth.put("scope", scope));
        return JsonDocument.write(Map.of("auth", auth)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> identity(Identity identity) throws ImageException {
        if (identity instanceof Identity.Password password) {
            Map<String, Object> user = name(password.user());
            user.put("password", password.password().read().reveal());
            return method("password", Map.of("user", user));
        }
        if (identity instanceof Identity.ApplicationCredential application) {
            Map<String, Object> credential = name(application.credential());
            application.user().ifPresent(user -> credential.put("user", name(user)));
            credential.put("secret", application.secret().read().reveal());
            return method("application_credential", credential);
        }
        if (identity instanceof Identity.Token token) {
            return method("token", Map.of("id", token.token().read().reveal()));
        }
        throw new IllegalArgumentException("unknown identity type");
    }

    private static Map<String, Object> method(String name, Map<String, Object> facts) {
        return Map.of("methods", List.of(name), name, facts);
    }

    private static Optional<Map<String, Object>> scope(TokenScope scope) {
        if (scope instanceof TokenScope.Project project) {
            return Optional.of(Map.of("project", name(project.project())));
        }
        if (scope instanceof TokenScope.Domain domain) {
            return Optional.of(Map.of("domain", name(domain.domain())));
        }
        if (scope instanceof TokenScope.WholeSystem) {
            return Optional.of(Map.of("system", Map.of("all", true)));
        }
        return Optional.empty();
    }

    private static Map<String, Object> name(KeystoneName name) {
        Map<String, Object> facts = new HashMap<>();
        name.id().ifPresent(id -> facts.put("id", id));
        if (name.id().isEmpty()) {
            name.name().ifPresent(text -> facts.put("name", text));
            name.domain().ifPresent(domain -> facts.put("domain", name(domain)));
        }
        return facts;
    }
}
