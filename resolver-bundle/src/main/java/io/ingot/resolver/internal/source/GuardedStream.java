// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.source;

import io.ingot.image.ImageException;
import io.ingot.image.spi.Body;
import io.ingot.resolver.internal.service.CallLimit;
import io.ingot.resolver.internal.service.LinkedCall;
import io.ingot.resolver.internal.service.Revocable;
import io.ingot.resolver.internal.service.ServiceFailures;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service's stream, read on the caller's thread. It throws as its leash ends, never ends early because the service
 * does, and is forgotten when it is closed or its service leaves. The service's stream is closed by whoever is last: the
 * one who ends it, or the reader that is still inside.
 */
final class GuardedStream extends InputStream implements Revocable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedStream.class);

    private final LinkedCall leash;
    private final String doing;
    private @Nullable Body body;
    private volatile boolean endProven;
    private boolean reading;
    private boolean over;
    private CallLimit.@Nullable Turn leftBehind; // of the reader that was inside when the stream ended

    private GuardedStream(Body body, LinkedCall leash, String doing) {
        this.body = body;
        this.leash = leash;
        this.doing = doing;
    }

    /**
     * Guards the stream of a body, which is closed by its service's departure from now on, and the leash with it.
     *
     * @throws ImageException UNAVAILABLE if the service has left already; the stream is closed then
     */
    static GuardedStream of(Body body, LinkedCall leash, String doing) throws ImageException {
        GuardedStream guarded = new GuardedStream(body, leash, doing);
        try {
            leash.service().lend(guarded);
        } catch (ImageException e) {
            guarded.recall();
            throw e;
        }
        return guarded;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        long count = inside(from -> {
            int read = from.bytes().read(buffer, offset, length);
            endProven = read < 0 && from.endProven();
            return read;
        });
        return (int) checked(count, count == -1 || (1 <= count && count <= length));
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = inside(from -> from.bytes().skip(count));
        return checked(skipped, 0 <= skipped && skipped <= Math.max(0, count));
    }

    @Override
    public int available() throws IOException {
        long available = inside(from -> from.bytes().available());
        return (int) checked(available, available >= 0);
    }

    /** Whether the stream has ended, and its service says that this proves that all came. */
    boolean endProven() {
        return endProven;
    }

    @Override
    public void close() throws IOException {
        Optional<Throwable> failure = end();
        if (failure.isPresent()) {
            throw ServiceFailures.of(failure.get(), leash, "closing what was " + doing);
        }
    }

    @Override
    public void recall() {
        end().ifPresent(failure ->
                LOG.debug("{} did not close its stream", leash.service().provider(), failure));
    }

    /** Does what the service's stream does, with the service's failures translated. */
    private long inside(Work work) throws IOException {
        Body from = enter();
        long result;
        try {
            result = work.on(from);
        } catch (IOException | RuntimeException | Error e) {
            throw ServiceFailures.of(e, leash, doing);
        } finally {
            leave();
        }
        if (leash.ended()) {
            throw ended();
        }
        return result;
    }

    private synchronized Body enter() throws IOException {
        Body now = body;
        if (now == null || over || leash.ended()) {
            throw ended();
        }
        reading = true;
        return now;
    }

    private void leave() {
        Optional<Body> toClose;
        synchronized (this) {
            reading = false;
            toClose = last();
            if (leftBehind != null) {
                leftBehind.giveBack();
                leftBehind = null;
            }
        }
        toClose.flatMap(GuardedStream::closing)
                .ifPresent(failure ->
                        LOG.debug("{} did not close its stream", leash.service().provider(), failure));
    }

    private Optional<Throwable> end() {
        Optional<Body> toClose;
        synchronized (this) {
            if (reading && !over) {
                leftBehind = leash.service().turns().leftBehind();
            }
            over = true;
            toClose = last();
        }
        Optional<Throwable> failure = toClose.flatMap(GuardedStream::closing);
        leash.service().forget((Revocable) this);
        leash.close();
        return failure;
    }

    /** The service's body, for the one who closes it; absent for all others. */
    private Optional<Body> last() {
        Optional<Body> mine = over && !reading ? Optional.ofNullable(body) : Optional.empty();
        if (mine.isPresent()) {
            body = null;
        }
        return mine;
    }

    private IOException ended() {
        Optional<ImageException> ending = leash.ending();
        return ending.isPresent() ? ending.get() : new IOException("closed: " + doing);
    }

    private long checked(long count, boolean possible) throws ImageException {
        if (!possible) {
            throw ServiceFailures.defect(leash, doing, "counted " + count + " bytes, against the contract of a stream");
        }
        return count;
    }

    private static Optional<Throwable> closing(Body body) {
        try {
            body.close();
            return Optional.empty();
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(e);
        }
    }

    private interface Work {
        long on(Body body) throws IOException;
    }
}
