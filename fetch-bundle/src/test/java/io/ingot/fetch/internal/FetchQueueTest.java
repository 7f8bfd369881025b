// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FetchQueueTest {
    private static final Origin ONE = new Origin("http", Optional.of("one"), OptionalInt.empty());
    private static final Origin TWO = new Origin("http", Optional.of("two"), OptionalInt.empty());

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final FetchQueue queue = new FetchQueue(Runnable::run, threads::add, 4);

    @Test
    void oneOriginGetsAtMostHalfOfTheThreads() {
        add(ONE, "a", "b", "c", "d");
        add(TWO, "other");
        assertThat(threads).as("begun").hasSize(3);

        threads.remove().run();
        assertThat(ran).containsExactly("a");
        assertThat(threads).as("begun").hasSize(3);
        runAll();
        assertThat(ran).containsExactly("a", "b", "other", "c", "d");
    }

    @Test
    void takenFetchDoesNotRunOnAThread() {
        List<Runnable> fetches = add(ONE, "begun", "too", "waits", "last");
        assertThat(queue.take(fetches.get(2))).isTrue();
        assertThat(queue.take(fetches.get(2))).isFalse();
        assertThat(queue.take(fetches.get(0))).as("it waits for a thread").isTrue();

        runAll();
        assertThat(ran).containsExactly("too", "last");
        assertThat(queue.take(fetches.get(1))).as("it has run").isFalse();
    }

    @Test
    void failedFetchFreesItsThread() {
        for (int i = 0; i < 5; i++) {
            queue.add(ONE, () -> {
                throw new IllegalStateException("a defect");
            });
        }
        add(ONE, "last");
        while (!threads.isEmpty()) {
            try {
                threads.remove().run();
            } catch (IllegalStateException e) {
                ran.add("defect");
            }
        }
        assertThat(ran).hasSize(6).endsWith("last");
    }

    private List<Runnable> add(Origin origin, String... names) {
        List<Runnable> fetches = new ArrayList<>();
        for (String name : names) {
            Runnable fetch = () -> ran.add(name);
            fetches.add(fetch);
            queue.add(origin, fetch);
        }
        return fetches;
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }
}
