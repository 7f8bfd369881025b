// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** Converts failures to obtain a token. Bodies of Keystone are not shown: they may repeat the request. */
final class KeystoneFailure {
    private static final String AUTH_URL = "io.ingot.glance/authUrl";
    private static final String OR_CLOUD = ", or the same values in clouds.yaml or in the variables OS_*";

    private KeystoneFailure() {}

    /** Converts a status. */
    static ImageException of(HttpResponse response, Account account) {
        String keystone = "Keystone " + account.authUrl();
        return switch (response.status()) {
            case 401 -> refusal(keystone, account);
            // Keystone's response to the exchange of an unknown token.
            case 404 ->
                account.identity() instanceof Identity.Token
                        ? refusal(keystone, account)
                        : notKeystone(response, account);
            case 403 ->
                new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        keystone + " refuses a token to " + AccountText.of(account) + " (403): check "
                                + AccountText.settings(account) + OR_CLOUD);
            case 400 ->
                new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        keystone + " rejects the request for " + AccountText.of(account) + " as malformed (400): check "
                                + AccountText.settings(account) + OR_CLOUD);
            case 407, 408, 429, 500, 502, 503, 504 ->
                response.failure("requesting a token from " + keystone + " (" + AUTH_URL + ")");
            default -> notKeystone(response, account);
        };
    }

    /** Adds Keystone's URL and its setting to a network failure; other failures name their remedy already. */
    static ImageException of(ImageException e, Account account) {
        if (e.code() != ErrorCode.TRANSFER_FAILED) {
            return e;
        }
        return e.withMessage("cannot request a token from Keystone " + account.authUrl() + ": " + e.getMessage()
                + "; check " + AUTH_URL);
    }

    private static ImageException refusal(String keystone, Account account) {
        return new ImageException(
                ErrorCode.NOT_AUTHORIZED,
                keystone + " rejects " + AccountText.of(account) + ": check " + AccountText.settings(account) + OR_CLOUD
                        + "; " + AccountText.likelyCauses(account));
    }

    private static ImageException notKeystone(HttpResponse response, Account account) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                account.authUrl() + " is not a Keystone with the Identity API v3: " + what(response, account)
                        + "; check " + AUTH_URL + OR_CLOUD);
    }

    private static String what(HttpResponse response, Account account) {
        ImageReference at = response.finalReference();
        boolean isSameUrl = at.exact().startsWith(account.authUrl().exact());
        return "status " + response.status() + (isSameUrl ? "" : " after a redirect to " + at);
    }
}
