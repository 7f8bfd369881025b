// SPDX-License-Identifier: Apache-2.0
package io.ingot.itest.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.itest.Extent;
import io.ingot.itest.Seed;
import io.ingot.itest.felix.Felix;
import io.ingot.itest.felix.Instance;
import io.ingot.testing.fault.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever faults a server has, a fetch gives the right bytes, or an error without a file. {@code
 * -Dingot.fault.seed=SEED -Dingot.fault.plans=1} repeats one seed.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FaultPlansIT {
    private static final Logger LOG = LoggerFactory.getLogger(FaultPlansIT.class);
    private static final int CONCURRENT_PLANS = 12;
    private static final int PLANS = Extent.of(400, 2_000, 6_000);
    private static final int CONCURRENT_SEGMENTED_PLANS = 4;
    private static final int SEGMENTED_PLANS = Extent.of(24, 200, 600);

    @Inject
    private BundleContext context;

    private Instance ingot;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Felix.withAllOfIngot()};
    }

    @Before
    public void configureForSmallImagesAndShortWaits() throws Exception {
        ingot = new Instance(context);
        ingot.configure(
                "io.ingot.resolver",
                Map.of(
                        "retries", RequestLimits.RESOLVER_RETRIES,
                        "retryPauseMillis", 1L,
                        "longestRetryPauseMillis", 5L,
                        "showTimeoutMillis", 500L));
        ingot.configure("io.ingot.httpclient", Map.of("maxRedirects", RequestLimits.REDIRECTS));
        ingot.configure("io.ingot.access", Map.of("allowWeakChecksums", true));
    }

    @Test
    public void fetchGivesRightBytesOrAnError() throws Exception {
        configureFetches(300L, 4L << 20);
        int count = count(PLANS);
        Tally tally = run(FaultPlan::of, count, CONCURRENT_PLANS);
        assertThat(tally.successes() * 4).as("many fetches succeed: %s", tally).isGreaterThanOrEqualTo(count);
        assertThat(tally.failures() * 8).as("many fetches fail: %s", tally).isGreaterThanOrEqualTo(count);
    }

    @Test
    public void segmentedFetchGivesRightBytesOrAnError() throws Exception {
        configureFetches(1000L, 8L << 20); // a stall takes longer than the detection of a slow connection
        int count = count(SEGMENTED_PLANS);
        Tally tally = run(FaultPlan::ofSegments, count, CONCURRENT_SEGMENTED_PLANS);
        assertThat(tally.parallelTransfers() * 2)
                .as("most fetches use several connections: %s", tally)
                .isGreaterThanOrEqualTo(count);
        assertThat(tally.successes() * 4).as("many fetches succeed: %s", tally).isGreaterThanOrEqualTo(count);
    }

    private void configureFetches(long stallTimeoutMillis, long maxImageBytes) throws Exception {
        ingot.configure(
                "io.ingot.fetch",
                Map.of(
                        "retries",
                        RequestLimits.RETRIES,
                        "retryPauseMillis",
                        1L,
                        "maxRetryPauseMillis",
                        5L,
                        "stallTimeoutMillis",
                        stallTimeoutMillis,
                        "maxImageBytes",
                        maxImageBytes));
    }

    private static int count(int plans) {
        return Integer.getInteger("ingot.fault.plans", plans);
    }

    private Tally run(LongFunction<FaultPlan> plans, int count, int concurrency) throws Exception {
        long first = Seed.of("ingot.fault.seed");
        Tally tally = new Tally();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        try {
            List<Future<?>> runs = new ArrayList<>();
            LongStream.range(first, first + count)
                    .mapToObj(plans)
                    .forEach(plan -> runs.add(threads.submit(
                            () -> new PlanRun(plan, ingot, tally).check().ifPresent(failures::add))));
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        LOG.info("{}", tally);
        assertThat(failures).as("%s", tally).isEmpty();
        return tally;
    }
}
