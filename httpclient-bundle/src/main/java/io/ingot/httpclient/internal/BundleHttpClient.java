// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import io.ingot.httpclient.HttpClient;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.httpclient.internal.cookie.CookieJar;
import io.ingot.httpclient.internal.exchange.ConnectionPool;
import io.ingot.httpclient.internal.exchange.Exchange;
import io.ingot.httpclient.internal.exchange.LeasedResponse;
import io.ingot.httpclient.internal.redirect.Redirect;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The HTTP client of one bundle, whose exchanges end when the bundle stops. */
@Component(scope = ServiceScope.BUNDLE)
public final class BundleHttpClient implements HttpClient {
    private final SharedPool shared;
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Activate
    public BundleHttpClient(@Reference SharedPool shared) {
        this.shared = shared;
    }

    @Deactivate
    void deactivate() {
        stopped = true;
        List.copyOf(running).forEach(BundleHttpClient::stop);
    }

    @Override
    public HttpResponse send(HttpRequest request, Call call) throws ImageException {
        Execution run = new Execution(call.child());
        try {
            return run.execute(request);
        } catch (ImageException | RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    private static void stop(Call call) {
        call.end(ErrorCode.UNAVAILABLE, "the bundle that sent the request is stopping");
    }

    /** One request, from the first hop to the end of the response body. */
    private final class Execution {
        private final Call call;

        Execution(Call call) {
            this.call = call;
            running.add(call);
            if (stopped) {
                stop(call);
            }
        }

        HttpResponse execute(HttpRequest first) throws ImageException {
            ConnectionPool pool = shared.pool();
            int limit = pool.settings().maxRedirects();
            Set<String> visited = new HashSet<>();
            CookieJar cookies = new CookieJar(shared.shared().clock());
            HttpRequest request = first;
            for (int hop = 0; hop <= limit; hop++) {
                Optional<Secret> cookie = cookies.header(request.target());
                if (!visited.add(key(request, cookie))) {
                    throw redirectLoop(first, "in circles, back to " + request.target());
                }
                call.check();
                shared.checkPolicy(request.target());
                LeasedResponse response = new Exchange(pool, shared.shared(), request, cookie, call).execute();
                Optional<HttpRequest> next;
                try {
                    next = limit == 0 ? Optional.empty() : Redirect.follow(request, response);
                } catch (ImageException | RuntimeException e) {
                    response.close();
                    throw e;
                }
                if (next.isEmpty()) {
                    return response.onClose(this::close);
                }
                cookies.store(request.target(), response.headers("set-cookie"));
                response.close();
                request = next.get().referrerScope(response.scope());
            }
            throw redirectLoop(first, "more than " + limit + " times");
        }

        /** Returns a key of this hop. A redirect to the same URL makes progress if it sets a cookie for it. */
        private static String key(HttpRequest request, Optional<Secret> cookie) {
            return request.method() + " " + request.target().exact() + " "
                    + cookie.map(Secret::reveal).orElse("");
        }

        void close() {
            running.remove(call);
            call.close();
        }

        private ImageException redirectLoop(HttpRequest request, String how) {
            return new ImageException(ErrorCode.TRANSFER_FAILED, request + " is redirected " + how).nonRetryable();
        }
    }
}
