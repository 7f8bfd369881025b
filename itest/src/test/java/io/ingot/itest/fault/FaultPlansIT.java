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
 * Whatever an origin does wrong, and however often: the right bytes, or an error and nothing. One seed is run again with
 * {@code -Dingot.fault.seed=SEED -Dingot.fault.plans=1}.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FaultPlansIT {
    private static final Logger LOG = LoggerFactory.getLogger(FaultPlansIT.class);
    private static final int AT_ONCE = 12;
    private static final int PLANS = Extent.of(400, 2_000, 20_000);
    private static final int AT_ONCE_OF_SEGMENTS = 4;
    private static final int PLANS_OF_SEGMENTS = Extent.of(24, 200, 2_000);

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
                        "retries", Rules.DOOR_RETRIES,
                        "retryPauseMillis", 1L,
                        "longestRetryPauseMillis", 5L,
                        "showTimeoutMillis", 500L));
        ingot.configure("io.ingot.httpclient", Map.of("maxRedirects", Rules.REDIRECTS));
        ingot.configure("io.ingot.access", Map.of("allowWeakChecksums", true));
    }

    @Test
    public void rightBytesOrAnErrorAndNothing() throws Exception {
        configureFetches(300L, 4L << 20);
        int count = count(PLANS);
        Tally tally = run(FaultPlan::of, count, AT_ONCE);
        assertThat(tally.rights() * 4)
                .as("what is right is no exception: %s", tally)
                .isGreaterThanOrEqualTo(count);
        assertThat(tally.errors() * 8)
                .as("what cannot be told is an error: %s", tally)
                .isGreaterThanOrEqualTo(count);
    }

    @Test
    public void rightBytesOrAnErrorOverSeveralConnections() throws Exception {
        configureFetches(1000L, 8L << 20); // a stall is longer than the engine takes to see that one connection is slow
        int count = count(PLANS_OF_SEGMENTS);
        Tally tally = run(FaultPlan::ofSegments, count, AT_ONCE_OF_SEGMENTS);
        assertThat(tally.overSeveralConnections() * 2)
                .as("segments are the rule: %s", tally)
                .isGreaterThanOrEqualTo(count);
        assertThat(tally.rights() * 4)
                .as("what is right is no exception: %s", tally)
                .isGreaterThanOrEqualTo(count);
    }

    private void configureFetches(long stallTimeoutMillis, long maxImageBytes) throws Exception {
        ingot.configure(
                "io.ingot.fetch",
                Map.of(
                        "retries",
                        Rules.RETRIES,
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

    private Tally run(LongFunction<FaultPlan> plans, int count, int atOnce) throws Exception {
        long first = Seed.of("ingot.fault.seed");
        Tally tally = new Tally();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<?>> runs = new ArrayList<>();
            LongStream.range(first, first + count)
                    .mapToObj(plans)
                    .forEach(plan -> runs.add(threads.submit(
                            () -> new PlanRun(plan, ingot, tally).check().ifPresent(wrong::add))));
            for (Future<?> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        LOG.info("{}", tally);
        assertThat(wrong).as("%s", tally).isEmpty();
        return tally;
    }
}
