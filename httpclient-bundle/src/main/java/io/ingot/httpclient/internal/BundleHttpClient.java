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

/** The exchanges of one bundle: they end when it stops. */
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
    public HttpResponse send(HttpRequest ask, Call call) throws ImageException {
        Run run = new Run(call.child());
        try {
            return run.answer(ask);
        } catch (ImageException | RuntimeException | Error e) {
            run.close();
            throw e;
        }
    }

    private static void stop(Call call) {
        call.end(ErrorCode.UNAVAILABLE, "the bundle that asked is stopping");
    }

    /** From the first hop to the end of the body. */
    private final class Run {
        private final Call call;

        Run(Call call) {
            this.call = call;
            running.add(call);
            if (stopped) {
                stop(call);
            }
        }

        HttpResponse answer(HttpRequest first) throws ImageException {
            ConnectionPool pool = shared.connections();
            int limit = pool.settings().maxRedirects();
            Set<String> seen = new HashSet<>();
            CookieJar cookies = new CookieJar(shared.identity().clock());
            HttpRequest ask = first;
            for (int hop = 0; hop <= limit; hop++) {
                Optional<Secret> cookie = cookies.header(ask.target());
                if (!seen.add(step(ask, cookie))) {
                    throw endless(first, "in circles, back to " + ask.target());
                }
                call.check();
                shared.police(ask.target());
                LeasedResponse answer = new Exchange(pool, shared.identity(), ask, cookie, call).perform();
                Optional<HttpRequest> next;
                try {
                    next = limit == 0 ? Optional.empty() : Redirect.follow(ask, answer);
                } catch (ImageException | RuntimeException e) {
                    answer.close();
                    throw e;
                }
                if (next.isEmpty()) {
                    return answer.whenClosed(this::close);
                }
                cookies.take(ask.target(), answer.headers("set-cookie"));
                answer.close();
                ask = next.get().ledFrom(answer.scope());
            }
            throw endless(first, "more than " + limit + " times");
        }

        /** A redirect to the same URL makes progress if it sets a cookie for it. */
        private static String step(HttpRequest ask, Optional<Secret> cookie) {
            return ask.method() + " " + ask.target().exact() + " "
                    + cookie.map(Secret::reveal).orElse("");
        }

        void close() {
            running.remove(call);
            call.close();
        }

        private ImageException endless(HttpRequest ask, String how) {
            return new ImageException(ErrorCode.TRANSFER_FAILED, ask + " is redirected " + how).nonRetryable();
        }
    }
}
