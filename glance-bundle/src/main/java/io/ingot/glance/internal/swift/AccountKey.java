// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.glance.internal.keystone.Grant;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the key that signs the temporary URLs of a Swift account. Swift shows it to owners of the account only. It is
 * read for each signature, so that a new key takes effect immediately.
 */
final class AccountKey {
    private static final String KEY = "x-account-meta-temp-url-key";
    private static final String ALTERNATIVE = "or set io.ingot.glance/swiftTempUrlKeyFile to a file with the key";

    private AccountKey() {}

    /**
     * Reads the key with the configured account's token.
     *
     * @throws ImageException NOT_AUTHORIZED if Swift rejects the token; INVALID_CONFIGURATION if there is no such
     *     account, or it has no key; or the failure of the request
     */
    static Secret read(HttpClient http, ImageReference account, Grant grant, Call call) throws ImageException {
        HttpRequest request =
                HttpRequest.head(account).as(new Credentials.Headers(Map.of("x-auth-token", grant.token())));
        try (HttpResponse response = http.send(request, call)) {
            return switch (response.status()) {
                case 200, 204 -> keyIn(response, account);
                case 401 ->
                    throw new ImageException(
                            ErrorCode.NOT_AUTHORIZED,
                            "Swift rejects the token for " + account + ": check that it uses the same Keystone, "
                                    + ALTERNATIVE);
                case 403 ->
                    throw new ImageException(
                            ErrorCode.NOT_AUTHORIZED,
                            "Swift does not show " + account
                                    + " and its key for temporary URLs to the configured user: make"
                                    + " it an owner of the account, " + ALTERNATIVE);
                case 404 ->
                    throw new ImageException(
                            ErrorCode.INVALID_CONFIGURATION,
                            account + " does not exist: set io.ingot.glance/swiftAccount to Glance's account in Swift");
                default -> throw response.failure("reading the key for temporary URLs from " + account);
            };
        }
    }

    private static Secret keyIn(HttpResponse response, ImageReference account) throws ImageException {
        return Stream.of(KEY, KEY + "-2")
                .flatMap(name -> response.header(name).stream())
                .filter(key -> !key.isBlank())
                .findFirst()
                .map(key -> Secret.of(new String(key.getBytes(ISO_8859_1), UTF_8)))
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        account + " shows the configured user no key for temporary URLs: check that"
                                + " io.ingot.glance/swiftAccount is Glance's account in Swift, set its"
                                + " X-Account-Meta-Temp-URL-Key and make the user an owner of it, " + ALTERNATIVE));
    }
}
