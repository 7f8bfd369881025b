// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;

/** What it means that Keystone gave no token. Keystone's own words are not shown: they may repeat what it was sent. */
final class KeystoneFailure {
    private static final String AUTH_URL = "io.ingot.glance/authUrl";
    private static final String OR_ELSEWHERE = ", or what the cloud of clouds.yaml or the variables OS_* say instead";

    private KeystoneFailure() {}

    /** Of a status. */
    static ImageException of(HttpResponse answer, Account account) {
        String keystone = "Keystone " + account.authUrl();
        return switch (answer.status()) {
            case 401 -> refusal(keystone, account);
            // What Keystone answers if it is to exchange a token that it does not know.
            case 404 ->
                account.identity() instanceof Identity.Token ? refusal(keystone, account) : noKeystone(answer, account);
            case 403 ->
                new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        keystone + " forbids " + AccountText.of(account) + " to get a token: check "
                                + AccountText.settings(account) + OR_ELSEWHERE);
            case 400 ->
                new ImageException(
                        ErrorCode.INVALID_CONFIGURATION,
                        keystone + " cannot make sense of " + AccountText.of(account) + ": check "
                                + AccountText.settings(account) + OR_ELSEWHERE);
            case 407, 408, 429, 500, 502, 503, 504 ->
                answer.failure("asking " + keystone + " (" + AUTH_URL + ") for a token");
            default -> noKeystone(answer, account);
        };
    }

    /** Of a request that met no answer. What is not about the network says itself what to do. */
    static ImageException of(ImageException e, Account account) {
        if (e.code() != ErrorCode.TRANSFER_FAILED) {
            return e;
        }
        ImageException failure = new ImageException(
                e.code(),
                "Keystone " + account.authUrl() + " cannot be asked for a token: " + e.getMessage() + "; check "
                        + AUTH_URL,
                e);
        return e.retryable() ? failure : failure.nonRetryable();
    }

    private static ImageException refusal(String keystone, Account account) {
        return new ImageException(
                ErrorCode.NOT_AUTHORIZED,
                keystone + " refuses " + AccountText.of(account) + ": check " + AccountText.settings(account)
                        + OR_ELSEWHERE + "; " + AccountText.doubts(account));
    }

    private static ImageException noKeystone(HttpResponse answer, Account account) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                account.authUrl() + " is no Keystone that speaks v3: " + what(answer, account) + "; check " + AUTH_URL
                        + OR_ELSEWHERE);
    }

    private static String what(HttpResponse answer, Account account) {
        ImageReference at = answer.finalReference();
        boolean asked = at.exact().startsWith(account.authUrl().exact());
        return "it answers " + answer.status() + (asked ? "" : ", and leads to " + at);
    }
}
