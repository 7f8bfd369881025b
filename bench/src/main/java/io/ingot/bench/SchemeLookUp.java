// SPDX-License-Identifier: Apache-2.0
package io.ingot.bench;

import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.Scheme;
import io.ingot.resolver.internal.service.Provider;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.resolver.internal.table.BoundService;
import io.ingot.resolver.internal.table.SchemeTable;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentServiceObjects;

/**
 * Benchmarks of the resolver's look-up of a service by scheme, alone and while services come and go. A look-up should
 * take nanoseconds and allocate nothing ({@code gc.alloc.rate.norm}); the allocations in {@code churning} are those of
 * the changes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Group)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SchemeLookUp {
    private final SchemeTable table = new SchemeTable();

    /** Runs the benchmarks with the allocation profiler. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SchemeLookUp.class.getName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    /** Fills the table with the schemes of a typical installation. */
    @Setup
    public void fill() {
        List<String> schemes = List.of("file", "glance", "http", "https", "oci", "s3", "nfs", "cifs");
        for (int i = 0; i < schemes.size(); i++) {
            table.put(service(i, schemes.get(i)));
        }
    }

    @Benchmark
    @Group("quiet")
    @GroupThreads(2)
    public List<BoundService> find() {
        return table.find("https");
    }

    @Benchmark
    @Group("churning")
    public List<BoundService> findWhileServicesChurn() {
        return table.find("https");
    }

    @Benchmark
    @Group("churning")
    public boolean churn() {
        BoundService service = service(100, "https");
        table.put(service);
        return table.remove(service.id()).isPresent();
    }

    private static BoundService service(long id, String scheme) {
        return new BoundService(
                id,
                0,
                Set.of(scheme),
                Scheme.Authority.HOST,
                new TrackedService(
                        new Provider(id, "bench", Version.parseVersion("1"), "bench"), new Unused(), Runnable::run));
    }

    /** The objects of a service that is not called. */
    private static final class Unused implements ComponentServiceObjects<ImageService> {
        @Override
        public ImageService getService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void ungetService(ImageService service) {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("NullAway") // a look-up does not use the reference
        public ServiceReference<ImageService> getServiceReference() {
            return null;
        }
    }
}
