// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient;

import io.ingot.httpclient.internal.auth.Challenges;
import io.ingot.httpclient.internal.auth.ProxyRefusal;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a status means where success was expected. */
final class StatusFailure {
    private static final Set<String> SUPPORTED = Set.of("Basic", "Bearer");
    private static final String LOGIN = "io.ingot.httpclient/proxyUser and io.ingot.httpclient/proxyPasswordFile";

    private StatusFailure() {}

    /**
     * The failure.
     *
     * @param doing what was tried
     */
    static ImageException of(HttpResponse answer, String doing) {
        int status = answer.status();
        String message = doing + ": " + answered(answer);
        return switch (status) {
            case 401 -> new ImageException(ErrorCode.NOT_AUTHORIZED, message + unauthorized(answer));
            case 403 -> new ImageException(ErrorCode.NOT_AUTHORIZED, message + ": it grants no access to this caller");
            case 407 ->
                new ImageException(
                        ErrorCode.NOT_AUTHORIZED,
                        message + ProxyRefusal.reason(answer.headers("proxy-authenticate"), LOGIN));
            case 404, 410 -> new ImageException(ErrorCode.NOT_FOUND, message);
            case 408, 429, 500, 502, 503, 504 -> {
                Optional<Duration> pause = answer.retryAfter();
                ImageException passing = new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        message
                                + pause.map(time -> ", and asks to wait " + time.toSeconds() + " s")
                                        .orElse(""));
                yield pause.map(passing::after).orElse(passing);
            }
            case 409 ->
                new ImageException(
                                ErrorCode.TRANSFER_FAILED,
                                message + ": the state of what is there does not allow it, or is being changed")
                        .nonRetryable();
            case 413 -> { // a limit that passes has a Retry-After (RFC 9110 §15.5.14)
                ImageException limit = new ImageException(
                        ErrorCode.TRANSFER_FAILED,
                        message + ": it is too large for the server, or this caller is over a limit");
                yield answer.retryAfter().map(limit::after).orElseGet(limit::nonRetryable);
            }
            default -> new ImageException(ErrorCode.TRANSFER_FAILED, message).nonRetryable();
        };
    }

    /** What a proxy answers itself and what it passes on look the same, but for 407. */
    private static String answered(HttpResponse answer) {
        Optional<String> proxy = answer.proxy();
        if (answer.status() == 407 && proxy.isPresent()) {
            return "the proxy " + proxy.get() + " answered 407";
        }
        return "the server answered " + answer.status()
                + proxy.map(url -> " through the proxy " + url + ", or the proxy itself did")
                        .orElse("");
    }

    private static String unauthorized(HttpResponse answer) {
        return Challenges.unsupported(answer.headers("www-authenticate"), SUPPORTED)
                .map(schemes -> ": it asks for " + schemes + ", which is not supported; let it accept Basic or Bearer")
                .orElse(": credentials are missing or refused; give them with the request, or configure"
                        + " io.ingot.access.credentials for it");
    }
}
