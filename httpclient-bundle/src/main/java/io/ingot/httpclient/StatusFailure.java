// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.httpclient.internal.auth.Challenges;
import io.ingot.httpclient.internal.auth.ProxyRefusal;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Translates the status of a response into a failure, where success was expected. */
final class StatusFailure {
    private static final Set<String> SUPPORTED = Set.of("Basic", "Bearer");
    private static final String LOGIN = "io.ingot.httpclient/proxyUser and io.ingot.httpclient/proxyPasswordFile";

    private StatusFailure() {}

    /**
     * Returns the failure.
     *
     * @param operation the operation that failed
     */
    static ImageException of(HttpResponse response, String operation) {
        int status = response.status();
        String message = operation + ": " + describe(response);
        return switch (status) {
            case 401 -> new ImageException(ErrorCode.NOT_AUTHORIZED, message + unauthorized(response));
            case 403 -> new ImageException(ErrorCode.NOT_AUTHORIZED, message + ": no access for this caller");
            case 407 ->
                new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        message + ProxyRefusal.reason(response.headers("proxy-authenticate"), LOGIN));
            case 404, 410 -> new ImageException(ErrorCode.NOT_FOUND, message);
            case 408, 429, 500, 502, 503, 504 -> {
                Optional<Duration> pause = response.retryAfter();
                ImageException retryable = new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        message
                                + pause.map(time -> ", and asks to wait " + time.toSeconds() + " s")
                                        .orElse(""));
                yield pause.map(retryable::after).orElse(retryable);
            }
            case 409 ->
                new ImageException(
                                ErrorCode.TRANSFER_FAILED,
                                message + ": the current state of the resource does not allow the request")
                        .nonRetryable();
            case 413 -> { // a temporary limit has a Retry-After (RFC 9110 §15.5.14)
                ImageException limit = new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        message + ": the request is too large for the server, or this caller is over a limit");
                yield response.retryAfter().map(limit::after).orElseGet(limit::nonRetryable);
            }
            default -> new ImageException(ErrorCode.TRANSFER_FAILED, message).nonRetryable();
        };
    }

    /**
     * Names the sender of the response. Except for 407, a proxy's own response cannot be told from one that it passes
     * on.
     */
    private static String describe(HttpResponse response) {
        Optional<String> proxy = response.proxy();
        if (response.status() == 407 && proxy.isPresent()) {
            return "the proxy " + proxy.get() + " answered 407";
        }
        return "the server answered " + response.status()
                + proxy.map(url -> " through the proxy " + url + ", or the proxy itself did")
                        .orElse("");
    }

    private static String unauthorized(HttpResponse response) {
        return Challenges.unsupported(response.headers("www-authenticate"), SUPPORTED)
                .map(schemes ->
                        ": the server asks for " + schemes + ", which is not supported; let it accept Basic or Bearer")
                .orElse(": credentials are missing or refused; give them with the request, or configure"
                        + " io.ingot.access.credentials for it");
    }
}
