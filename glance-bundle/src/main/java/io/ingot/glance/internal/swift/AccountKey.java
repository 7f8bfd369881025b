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
 * The key that an account of Swift signs temporary URLs with. Swift shows it to those who own the account, and to nobody
 * else. It is asked for at each use, so that a new key holds at once.
 */
final class AccountKey {
    private static final String KEY = "x-account-meta-temp-url-key";
    private static final String ALTERNATIVE = "io.ingot.glance/swiftTempUrlKeyFile can name a file that holds the key";

    private AccountKey() {}

    /**
     * Asks as ourselves.
     *
     * @throws ImageException NOT_AUTHORIZED if Swift refuses us; INVALID_CONFIGURATION if the account is not there, or
     *     shows no key; or what failed
     */
    static Secret read(HttpClient http, ImageReference account, Grant grant, Call call) throws ImageException {
        HttpRequest ask = HttpRequest.head(account).as(new Credentials.Headers(Map.of("x-auth-token", grant.token())));
        try (HttpResponse answer = http.send(ask, call)) {
            return switch (answer.status()) {
                case 200, 204 -> keyIn(answer, account);
                case 401 ->
                    throw new ImageException(
                            ErrorCode.NOT_AUTHORIZED,
                            "Swift takes our token for " + account + " no longer, or never did: check that it trusts"
                                    + " our Keystone; " + ALTERNATIVE);
                case 403 ->
                    throw new ImageException(
                            ErrorCode.NOT_AUTHORIZED,
                            "Swift does not let our user see " + account + ", whose key for temporary URLs is needed: "
                                    + ALTERNATIVE);
                case 404 ->
                    throw new ImageException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "there is no " + account
                                    + ": io.ingot.glance/swiftAccount names Glance's account in Swift");
                default -> throw answer.failure("asking " + account + " for its key of temporary URLs");
            };
        }
    }

    private static Secret keyIn(HttpResponse answer, ImageReference account) throws ImageException {
        return Stream.of(KEY, KEY + "-2")
                .flatMap(name -> answer.header(name).stream())
                .filter(key -> !key.isBlank())
                .findFirst()
                .map(key -> Secret.of(new String(key.getBytes(ISO_8859_1), UTF_8)))
                .orElseThrow(() -> new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        account + " shows our user no key for temporary URLs: set its X-Account-Meta-Temp-URL-Key, and"
                                + " let our user own it; " + ALTERNATIVE
                                + "; io.ingot.glance/swiftAccount names Glance's account in Swift"));
    }
}
