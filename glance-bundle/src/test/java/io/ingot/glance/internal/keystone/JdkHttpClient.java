// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Sends over real connections, by the JDK's own client. It follows no redirect. */
public final class JdkHttpClient implements io.ingot.httpclient.HttpClient {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public io.ingot.httpclient.HttpResponse send(io.ingot.httpclient.HttpRequest ask, Call call) throws ImageException {
        call.check();
        CompletableFuture<HttpResponse<InputStream>> response =
                client.sendAsync(request(ask), HttpResponse.BodyHandlers.ofInputStream());
        try (Call.Registration escape = call.onCancel(() -> response.cancel(true))) {
            return new JdkHttpResponse(ask.target(), response.get());
        } catch (ExecutionException | CancellationException e) {
            call.check();
            throw new ImageException(ErrorCode.TRANSFER_FAILED, ask + ": no connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "interrupted");
        }
    }

    private static HttpRequest request(io.ingot.httpclient.HttpRequest ask) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(ask.target().exact()));
        ask.headers().forEach(request::header);
        ask.mediaType().ifPresent(type -> request.header("content-type", type));
        if (ask.credentials().orElse(null) instanceof Credentials.Headers secret) {
            secret.headers().forEach((name, value) -> request.header(name, value.reveal()));
        }
        return request.method(ask.method(), HttpRequest.BodyPublishers.ofByteArray(ask.content()))
                .build();
    }

    private record JdkHttpResponse(ImageReference finalReference, HttpResponse<InputStream> response)
            implements io.ingot.httpclient.HttpResponse {
        @Override
        public int status() {
            return response.statusCode();
        }

        @Override
        public List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        @Override
        public Optional<Instant> date(String name) {
            try {
                return header(name)
                        .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public InputStream body() {
            return response.body();
        }

        @Override
        public AddressScope scope() {
            return AddressScope.HOST;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return header("retry-after").map(Long::valueOf).map(Duration::ofSeconds);
        }

        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
