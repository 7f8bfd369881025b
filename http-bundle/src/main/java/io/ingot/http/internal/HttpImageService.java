// SPDX-License-Identifier: Apache-2.0
package io.ingot.http.internal;

import io.ingot.http.internal.auth.RequestCredentials;
import io.ingot.http.internal.range.HttpBytes;
import io.ingot.http.internal.show.ConditionalRequest;
import io.ingot.http.internal.show.ImageProbe;
import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads images over HTTP and HTTPS. Makes one attempt, and reports whether a retry may succeed. */
@Component
@Scheme({"http", "https"})
public final class HttpImageService implements ImageService {
    private final HttpClient http;
    private final ImageProbe probe;

    @Activate
    public HttpImageService(@Reference HttpClient http) {
        this.http = http;
        this.probe = new ImageProbe(http);
    }

    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        Optional<ConditionalRequest> condition = request.ifNotModified()
                .filter(known -> !request.noCache()) // an intermediate cache could confirm a damaged copy
                .flatMap(known -> ConditionalRequest.of(request.reference(), known));
        return probe.probe(get(request), condition, call);
    }

    /** Sends no request yet: each read compares the response with {@code shown}. */
    @Override
    public ImageSource open(ImageRequest request, ImageInfo shown, Call call) throws ImageException {
        return new HttpBytes(http, get(request), shown);
    }

    /** Requests the image's own bytes (RFC 9110 §12.5.3), not a coded form of them. */
    private HttpRequest get(ImageRequest request) throws ImageException {
        HttpRequest get = HttpRequest.get(request.reference())
                .header("Accept-Encoding", "identity")
                .as(RequestCredentials.of(request))
                .referrerScope(request.ledFrom());
        return request.noCache()
                ? get.header("Cache-Control", "no-cache").header("Pragma", "no-cache") // RFC 9111 §5.2.1.4, §5.4
                : get;
    }
}
