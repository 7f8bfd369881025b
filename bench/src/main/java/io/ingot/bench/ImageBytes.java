// SPDX-License-Identifier: Apache-2.0
package io.ingot.bench;

import io.ingot.fetch.internal.buffer.BufferBudget;
import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.buffer.Pipeline;
import io.ingot.fetch.internal.buffer.Pipelines;
import io.ingot.fetch.internal.destination.Part;
import io.ingot.fetch.internal.digest.DigestSet;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Benchmarks of the work on each byte of an image, on 64 MiB: operations per second, times 64, are MiB per second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ImageBytes {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int BUFFERS = 64;

    private final ByteBuffer random = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private ExecutorService threads;
    private Pipelines pipelines;
    private Path folder;
    private Path file;
    private Part part;

    /** Runs all benchmarks. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder().include(ImageBytes.class.getName()).build()).run();
    }

    @Setup
    public void open() throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        new Random(1).nextBytes(bytes);
        random.put(0, bytes);
        threads = Executors.newCachedThreadPool();
        Runtime jvm = Runtime.getRuntime();
        pipelines = new Pipelines(BufferBudget.of(jvm.maxMemory(), jvm.availableProcessors()), threads);
        folder = Files.createTempDirectory("ingot-bench");
        file = folder.resolve("part");
        part = Part.open(file, file);
    }

    @TearDown
    public void close() throws IOException {
        threads.shutdown();
        part.close();
        Files.delete(file);
        Files.delete(folder);
    }

    /** Measures the ring of buffers and one digest. */
    @Benchmark
    public List<Checksum> digestBySha256() throws ImageException, LocalFailure {
        return digest("sha256");
    }

    /** Measures the ring of buffers and two digests. */
    @Benchmark
    public List<Checksum> digestBySha256AndSha512() throws ImageException, LocalFailure {
        return digest("sha256", "sha512");
    }

    /** Measures the checksums of units in a journal. */
    @Benchmark
    public long crc() {
        CRC32C high = new CRC32C();
        CRC32 low = new CRC32();
        for (int i = 0; i < BUFFERS; i++) {
            high.update(random.duplicate());
            low.update(random.duplicate());
        }
        return high.getValue() ^ low.getValue();
    }

    /** Measures writes to the page cache, with the search for zeros. */
    @Benchmark
    public void writeRandom() throws ImageException {
        write(random);
    }

    /** Measures writes of zeros, which become holes. */
    @Benchmark
    public void writeZeros() throws ImageException {
        write(zeros);
    }

    private List<Checksum> digest(String... algorithms) throws ImageException, LocalFailure {
        DigestSet digests = new DigestSet(List.of(algorithms));
        try (Call call = Call.start();
                Pipeline pipeline = pipelines.open(digests.sinks())) {
            for (int i = 0; i < BUFFERS; i++) {
                pipeline.buffer(call, () -> {}).put(random.duplicate());
                pipeline.put(BUFFER_BYTES);
            }
            pipeline.finish();
        }
        return digests.finish();
    }

    private void write(ByteBuffer bytes) throws ImageException {
        part.restart();
        for (int i = 0; i < BUFFERS; i++) {
            part.write((long) i * BUFFER_BYTES, bytes.duplicate());
        }
    }
}
