// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ingot.httpclient.internal.BundleHttpClient;
import io.ingot.httpclient.internal.SharedPool;
import io.ingot.httpclient.internal.settings.HttpClientConfig;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.Body;
import io.ingot.image.spi.ImageSource;
import io.ingot.testing.Configurations;
import io.ingot.testing.access.FakePolicy;
import io.ingot.testing.service.BodyView;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;

/** Base of tests of the service with the real client. */
abstract class HttpFixture {
    /** The credentials that the operator configured, by host. */
    final Map<String, Credentials> configured = new ConcurrentHashMap<>();

    final Call call = Call.start();
    final FakePolicy policy = new FakePolicy();
    final HttpImageService service = new HttpImageService(
            new BundleHttpClient(new SharedPool(Configurations.of(HttpClientConfig.class), policy)));

    @AfterEach
    void end() {
        call.cancel("the test is over");
        call.close();
    }

    static ImageRequest request(String url) throws ImageException {
        return ImageRequest.of(ImageReference.parse(url));
    }

    /** Returns the request as the resolver passes it on. */
    final ImageRequest resolved(String url) throws ImageException {
        ImageRequest request = request(url);
        Credentials credentials = configured.get(request.reference().host().orElse(""));
        return credentials == null ? request : request.as(credentials);
    }

    final ImageInfo show(String url) throws ImageException {
        return service.show(resolved(url), call);
    }

    final Body read(String url, ImageInfo shown, long offset, long limit) throws ImageException {
        ImageSource.Bytes bytes = (ImageSource.Bytes) service.open(resolved(url), shown, call);
        return bytes.read(offset, limit, call);
    }

    final Body readAll(String url, ImageInfo shown) throws ImageException {
        return read(url, shown, 0, Long.MAX_VALUE);
    }

    static String text(Body body) throws IOException {
        return text(BodyView.STREAM, body);
    }

    static String text(BodyView view, Body body) throws IOException {
        try (body) {
            return new String(view.of(body).readAllBytes(), UTF_8);
        }
    }
}
