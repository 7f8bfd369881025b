// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.exchange;

import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.internal.address.PolicedLookup;
import io.ingot.httpclient.internal.redirect.ServerAddress;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.impl.ConnectionShutdownException;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to one origin, on one connection; redirects are not followed here. It drives the library's pool directly,
 * so that retries, stored cookies, challenges and decoding need not be switched off, and no request line is logged.
 */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ConnectionPool pool;
    private final Shared shared;
    private final Call call;
    private final HttpRequest request;
    private final Connector connector;
    private final ClassicHttpRequest message;
    private final HttpClientContext context = HttpClientContext.create();

    /**
     * State shared by all exchanges of a client.
     *
     * @param lookup resolves hosts to addresses that the policy allows
     * @param clock for dates that are relative to now
     * @param userAgent the value of {@code User-Agent}
     */
    public record Shared(PolicedLookup lookup, Clock clock, String userAgent) {}

    /**
     * Prepares a request; nothing is sent yet.
     *
     * @param cookies the cookies that redirects have set for it
     * @param call bounds the exchange, including the reading of the body
     * @throws ImageException if it cannot be sent: INVALID_REFERENCE for a target that is not an http or https URL
     */
    public Exchange(ConnectionPool pool, Shared shared, HttpRequest request, Optional<Secret> cookies, Call call)
            throws ImageException {
        ServerAddress origin = ServerAddress.of(request.target());
        this.pool = pool;
        this.shared = shared;
        this.call = call;
        this.request = request;
        this.connector = new Connector(pool, shared.lookup(), origin, request.referrerScope());
        this.message = OutgoingRequest.of(request, origin, connector, cookies, shared.userAgent());
    }

    /**
     * Sends the request, and returns once the header of the response has arrived.
     *
     * @throws ImageException the reason why the call ended, or why there is no response
     */
    public LeasedResponse execute() throws ImageException {
        try {
            connector.checkPolicy(call);
            Optional<LeasedResponse> response = attempt();
            while (response.isEmpty()) {
                response = attempt();
            }
            return response.get();
        } catch (ImageException e) {
            call.check();
            throw e;
        }
    }

    /** Makes one attempt. Empty if the pooled connection cannot be used: nothing was sent then. */
    private Optional<LeasedResponse> attempt() throws ImageException {
        Lease lease = pool.lease(connector.route(), call);
        boolean answered = false;
        try {
            boolean pooled = lease.endpoint().isConnected();
            if (!pooled) {
                connector.connect(lease, context, shared.userAgent(), request, call);
                call.check(); // a call that ended before the socket existed has closed nothing
            }
            Optional<Received> received = transmit(lease, pooled);
            if (received.isEmpty()) {
                return Optional.empty();
            }
            LeasedResponse response = toResponse(lease, received.get());
            answered = true;
            LOG.debug("{}: {}", request, response.status());
            return Optional.of(response);
        } catch (ImageException e) {
            throw e;
        } catch (ConnectionShutdownException e) { // the call ended before anything was sent
            throw HttpFailures.responseFailure(connector.describe(request), new ConnectionClosedException());
        } catch (HttpException | IOException e) {
            throw HttpFailures.responseFailure(connector.describe(request), e);
        } finally {
            if (!answered) {
                lease.discard();
            }
        }
    }

    /** A response header, and the connection on which the body follows. */
    private record Received(ClassicHttpResponse response, QuietConnection connection) {}

    private Optional<Received> transmit(Lease lease, boolean pooled) throws IOException, HttpException {
        AtomicReference<@Nullable Received> received = new AtomicReference<>();
        ConnectionEndpoint.RequestExecutor executor = (out, connection, unused) -> {
            if (!(connection instanceof QuietConnection quiet)) {
                return null;
            }
            boolean usable = !pooled || isUsable(quiet);
            connector.recordAddress(connection);
            if (!usable) {
                return null;
            }
            ClassicHttpResponse response = RequestTransmission.transmit(out, connection);
            received.set(new Received(response, quiet));
            return response;
        };
        lease.endpoint().execute("ingot", message, executor, context);
        return Optional.ofNullable(received.get());
    }

    private boolean isUsable(QuietConnection pooled) {
        return pooled.isReusable() && connector.isAllowed(pooled);
    }

    private LeasedResponse toResponse(Lease lease, Received received) throws IOException {
        ClassicHttpResponse response = received.response();
        boolean keepable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(message, response, context);
        LeasedResponse.Source source = connector.source(request);
        return new LeasedResponse(response, source, body(received), shared.clock(), complete -> {
            if (complete && keepable) {
                pool.release(
                        lease, DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context));
            } else {
                lease.discard();
            }
        });
    }

    private ResponseStream body(Received received) throws IOException {
        HttpEntity entity = received.response().getEntity();
        String operation = connector.describe(request);
        return entity == null
                ? new ResponseStream(DeclaredInput.empty(), () -> true, operation, call)
                : new ResponseStream(
                        entity.getContent(),
                        () -> entity.isChunked() || received.connection().hasCloseNotify(),
                        operation,
                        call);
    }
}
