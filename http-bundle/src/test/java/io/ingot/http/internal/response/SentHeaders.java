// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal.response;

import io.ingot.httpclient.HttpResponse;
import io.ingot.image.AddressScope;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A response that has the same values for each header. */
record SentHeaders(List<String> values) implements HttpResponse {
    @Override
    public int status() {
        return 206;
    }

    @Override
    public List<String> headers(String name) {
        return values;
    }

    @Override
    public Optional<Instant> date(String name) {
        return Optional.empty();
    }

    @Override
    public InputStream body() {
        return InputStream.nullInputStream();
    }

    @Override
    public ImageReference finalReference() {
        try {
            return ImageReference.parse("http://mirror.example/a");
        } catch (ImageException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public AddressScope scope() {
        return AddressScope.PUBLIC;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
