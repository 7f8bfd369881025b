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
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to one origin, on one connection; no redirect is followed here. It drives the library's pool itself: what
 * is not there (retries, stored cookies, challenges, decoding) need not be switched off, and logs no request line.
 */
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final ConnectionPool pool;
    private final Identity identity;
    private final Call call;
    private final HttpRequest ask;
    private final Connector way;
    private final ClassicHttpRequest request;
    private final HttpClientContext context = HttpClientContext.create();

    /**
     * What all exchanges of a client share.
     *
     * @param lookup from hosts to addresses, and policy
     * @param clock for dates that are relative to now
     * @param userAgent the name of this client
     */
    public record Identity(PolicedLookup lookup, Clock clock, String userAgent) {}

    /**
     * Prepares a request; nothing is sent yet.
     *
     * @param cookies the cookies that redirects have set for it
     * @param call what bounds the exchange, the reading of the body included
     * @throws ImageException if it cannot be sent: INVALID_REFERENCE for a target that is no http or https URL
     */
    public Exchange(ConnectionPool pool, Identity identity, HttpRequest ask, Optional<Secret> cookies, Call call)
            throws ImageException {
        ServerAddress origin = ServerAddress.of(ask.target());
        this.pool = pool;
        this.identity = identity;
        this.call = call;
        this.ask = ask;
        this.way = new Connector(pool, identity.lookup(), origin, ask.ledFrom());
        this.request = OutgoingRequest.of(ask, origin, way, cookies, identity.userAgent());
    }

    /**
     * Sends it, and returns when the header of the answer is there.
     *
     * @throws ImageException what ended the call, or why there is no answer
     */
    public LeasedResponse perform() throws ImageException {
        try {
            way.police(call);
            Optional<LeasedResponse> answer = attempt();
            while (answer.isEmpty()) {
                answer = attempt();
            }
            return answer.get();
        } catch (ImageException e) {
            call.check();
            throw e;
        }
    }

    /** Empty if it met a connection, kept from an earlier exchange, that is of no use: nothing was sent then. */
    private Optional<LeasedResponse> attempt() throws ImageException {
        Lease lease = pool.lease(way.route(), call);
        boolean answered = false;
        try {
            boolean kept = lease.endpoint().isConnected();
            if (!kept) {
                way.connect(lease, context, identity.userAgent(), ask, call);
                call.check(); // its end cut nothing if it came before there was a socket
            }
            Optional<Received> received = transmit(lease, kept);
            if (received.isEmpty()) {
                return Optional.empty();
            }
            LeasedResponse answer = answer(lease, received.get());
            answered = true;
            LOG.debug("{}: {}", ask, answer.status());
            return Optional.of(answer);
        } catch (ImageException e) {
            throw e;
        } catch (ConnectionShutdownException e) { // the end of the call closed it before anything was sent
            throw HttpFailures.answering(way.describe(ask), new ConnectionClosedException());
        } catch (HttpException | IOException e) {
            throw HttpFailures.answering(way.describe(ask), e);
        } finally {
            if (!answered) {
                lease.drop();
            }
        }
    }

    /** A header, and the connection on which the body follows. */
    private record Received(ClassicHttpResponse response, QuietConnection connection) {}

    private Optional<Received> transmit(Lease lease, boolean kept) throws IOException, HttpException {
        AtomicReference<@Nullable Received> received = new AtomicReference<>();
        ConnectionEndpoint.RequestExecutor executor = (out, connection, unused) -> {
            if (!(connection instanceof QuietConnection quiet)) {
                return null;
            }
            boolean usable = !kept || usable(quiet);
            way.reached(connection);
            if (!usable) {
                return null;
            }
            ClassicHttpResponse response = RequestTransmission.perform(out, connection);
            received.set(new Received(response, quiet));
            return response;
        };
        lease.endpoint().execute("ingot", request, executor, context);
        return Optional.ofNullable(received.get());
    }

    private boolean usable(QuietConnection kept) {
        return kept.silent() && way.allows(kept);
    }

    private LeasedResponse answer(Lease lease, Received received) throws IOException {
        ClassicHttpResponse response = received.response();
        boolean keepable = DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
        return new LeasedResponse(response, received.connection(), ask, way, call, identity.clock(), complete -> {
            if (complete && keepable) {
                pool.keep(lease, DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context));
            } else {
                lease.drop();
            }
        });
    }
}
