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

/** The test's side of the toy protocol: rations the bytes, and records the reads. */
public final class ToyOrigin implements AutoCloseable {
    /** The reference of its image. */
    public static final String REFERENCE = "toy://test/image";

    /** The size of its image in bytes. */
    public static final int SIZE = ToyImageService.SIZE;

    /** The number of bytes for one permit. */
    public static final int BLOCK = ToyImageService.BLOCK;

    private final Semaphore permits = new Semaphore(0);
    private final Queue<Long> reads = new ConcurrentLinkedQueue<>();
    private final LongAdder sent = new LongAdder();
    private final List<ServiceRegistration<?>> registrations;

    /** Creates an origin without permits. */
    public ToyOrigin(BundleContext context) {
        registrations = List.of(
                context.registerService(Semaphore.class, permits, named("permits")),
                context.registerService(LongConsumer.class, reads::add, named("reads")),
                context.registerService(LongAdder.class, sent, named("sent")));
    }

    /** Releases blocks. */
    public void allow(int blocks) {
        permits.release(blocks);
    }

    /** Releases everything from now on. */
    public void allowAll() {
        permits.release(1_000_000);
    }

    /** The bytes sent so far, to all readers. */
    public long sent() {
        return sent.sum();
    }

    /** The offset of each read, in order. */
    public List<Long> reads() {
        return List.copyOf(reads);
    }

    /** The bytes of the image. */
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
