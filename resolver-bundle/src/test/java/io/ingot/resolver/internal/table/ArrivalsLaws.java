// SPDX-License-Identifier: Apache-2.0
package io.ingot.resolver.internal.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.resolver.internal.fake.FakeFramework;
import io.ingot.resolver.internal.fake.FakeService;
import io.ingot.resolver.internal.service.TrackedService;
import io.ingot.testing.service.ToyService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ArrivalsLaws {
    private static final List<Object> PROPERTIES =
            List.of("a", "A", new String[] {"a", "b"}, List.of("b", "C"), "not a scheme", new String[0], 7);

    @Property(tries = 500)
    void onceAllIsToldTheTableHoldsWhatIsRegisteredWhateverTheOrder(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 999) Integer> steps, @ForAll long seed) {
        World world = new World();
        List<Runnable> untold = new ArrayList<>();
        Random random = new Random(seed);

        for (int step : steps) {
            world.step(step, untold::add);
            for (int told = random.nextInt(3); told > 0 && !untold.isEmpty(); told--) {
                untold.remove(random.nextInt(untold.size())).run();
            }
        }
        Collections.shuffle(untold, random);
        untold.forEach(Runnable::run);

        assertThat(world.ids()).isEqualTo(world.expected());
    }

    @Property(tries = 100)
    void onceAllIsToldTheTableHoldsWhatIsRegisteredWhateverTheThreads(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 999) Integer> steps) throws Exception {
        World world = new World();
        List<Future<?>> told = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            steps.forEach(step -> world.step(step, event -> told.add(threads.submit(event))));
            for (Future<?> each : told) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(world.ids()).isEqualTo(world.expected());
    }

    /** Services that come, change and go; when that is told is another matter. */
    private static final class World {
        private final FakeFramework framework = new FakeFramework();
        private final SchemeTable table = new SchemeTable();
        private final Set<TrackedService> departed = ConcurrentHashMap.newKeySet();
        private final ServiceTracking arrivals = new ServiceTracking(
                table,
                Runnable::run,
                service -> assertThat(departed.add(service)).isTrue());
        private final List<FakeService> services = new ArrayList<>();

        void step(int number, Consumer<Runnable> telling) {
            Object property = PROPERTIES.get(number % PROPERTIES.size());
            int kind = number / 10 % 4;
            if (kind <= 1 || services.isEmpty()) {
                FakeService service = framework.register(
                        framework.install("toy"), ToyService.named("toy"), Map.of("scheme", property));
                services.add(service);
                telling.accept(() -> arrivals.bind(service));
                return;
            }
            FakeService some = services.get(number % services.size());
            if (kind == 2 && some.registered()) {
                some.change("scheme", property);
                some.change("service.ranking", number % 3);
                telling.accept(() -> arrivals.updated(some.getServiceReference()));
            } else if (some.registered()) {
                some.unregister();
                telling.accept(() -> arrivals.unbind(some.getServiceReference()));
            }
        }

        Map<String, List<Long>> ids() {
            Map<String, List<Long>> ids = new TreeMap<>();
            table.byScheme()
                    .forEach((scheme, all) ->
                            ids.put(scheme, all.stream().map(BoundService::id).toList()));
            return ids;
        }

        Map<String, List<Long>> expected() {
            Map<String, List<FakeService>> byScheme = new TreeMap<>();
            services.stream()
                    .filter(FakeService::registered)
                    .forEach(service -> SchemeProperty.read(property(service, "scheme"))
                            .schemes()
                            .forEach(scheme -> byScheme.computeIfAbsent(scheme, any -> new ArrayList<>())
                                    .add(service)));
            Map<String, List<Long>> ids = new TreeMap<>();
            byScheme.forEach((scheme, all) -> ids.put(
                    scheme,
                    all.stream()
                            .sorted(Comparator.comparingInt(World::ranking)
                                    .reversed()
                                    .thenComparing(World::id))
                            .map(World::id)
                            .toList()));
            return ids;
        }

        private static int ranking(FakeService service) {
            return property(service, "service.ranking") instanceof Integer ranking ? ranking : 0;
        }

        private static long id(FakeService service) {
            return (Long) property(service, "service.id");
        }

        private static Object property(FakeService service, String name) {
            return service.getServiceReference().getProperty(name);
        }
    }
}
