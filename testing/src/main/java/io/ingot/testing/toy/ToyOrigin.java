// SPDX-License-Identifier: Apache-2.0
package io.ingot.testing.toy;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The test's end of the toy protocol: rations its bytes, and sees what was asked for. */
public final class ToyOrigin implements AutoCloseable {
    /** The reference of its image. */
    public static final String REFERENCE = "toy://test/image";

    /** The bytes of its image. */
    public static final int SIZE = ToyImageService.SIZE;

    /** The bytes that come at once. */
    public static final int BLOCK = ToyImageService.BLOCK;

    private final Semaphore permits = new Semaphore(0);
    private final Queue<Long> reads = new ConcurrentLinkedQueue<>();
    private final LongAdder sent = new LongAdder();
    private final List<ServiceRegistration<?>> registrations;

    /** An origin that sends nothing yet. */
    public ToyOrigin(BundleContext context) {
        registrations = List.of(
                context.registerService(Semaphore.class, permits, named("permits")),
                context.registerService(LongConsumer.class, reads::add, named("reads")),
                context.registerService(LongAdder.class, sent, named("sent")));
    }

    /** Lets some blocks more pass. */
    public void allow(int blocks) {
        permits.release(blocks);
    }

    /** Lets everything pass from now on. */
    public void allowAll() {
        permits.release(1_000_000);
    }

    /** The bytes sent so far, to all readers. */
    public long sent() {
        return sent.sum();
    }

    /** Where each read began, in order. */
    public List<Long> reads() {
        return List.copyOf(reads);
    }

    /** What a whole image looks like. */
    public static byte[] image() {
        byte[] image = new byte[SIZE];
        for (int position = 0; position < SIZE; position++) {
            image[position] = RationedStream.byteAt(position);
        }
        return image;
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private static Dictionary<String, Object> named(String name) {
        return FrameworkUtil.asDictionary(Map.of("testing", name));
    }
}
