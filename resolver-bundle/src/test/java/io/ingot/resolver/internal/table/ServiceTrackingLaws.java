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

class ServiceTrackingLaws {
    private static final List<Object> PROPERTIES =
            List.of("a", "A", new String[] {"a", "b"}, List.of("b", "C"), "not a scheme", new String[0], 7);

    @Property(tries = 500)
    void tableMatchesTheRegistryAfterEventsInAnyOrder(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 999) Integer> steps, @ForAll long seed) {
        World world = new World();
        List<Runnable> pending = new ArrayList<>();
        Random random = new Random(seed);

        for (int step : steps) {
            world.step(step, pending::add);
            for (int events = random.nextInt(3); events > 0 && !pending.isEmpty(); events--) {
                pending.remove(random.nextInt(pending.size())).run();
            }
        }
        Collections.shuffle(pending, random);
        pending.forEach(Runnable::run);

        assertThat(world.ids()).isEqualTo(world.expected());
    }

    @Property(tries = 100)
    void tableMatchesTheRegistryAfterEventsOnAnyThreads(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 999) Integer> steps) throws Exception {
        World world = new World();
        List<Future<?>> delivered = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            steps.forEach(step -> world.step(step, event -> delivered.add(threads.submit(event))));
            for (Future<?> each : delivered) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(world.ids()).isEqualTo(world.expected());
    }

    /** Services that are registered, modified and unregistered; the events are delivered separately. */
    private static final class World {
        private final FakeFramework framework = new FakeFramework();
        private final SchemeTable table = new SchemeTable();
        private final Set<TrackedService> departed = ConcurrentHashMap.newKeySet();
        private final ServiceTracking tracking = new ServiceTracking(
                table,
                Runnable::run,
                service -> assertThat(departed.add(service)).isTrue());
        private final List<FakeService> services = new ArrayList<>();

        void step(int number, Consumer<Runnable> delivery) {
            Object property = PROPERTIES.get(number % PROPERTIES.size());
            int kind = number / 10 % 4;
            if (kind <= 1 || services.isEmpty()) {
                FakeService added = framework.register(
                        framework.install("toy"), ToyService.named("toy"), Map.of("scheme", property));
                services.add(added);
                delivery.accept(() -> tracking.bind(added));
                return;
            }
            FakeService service = services.get(number % services.size());
            if (kind == 2 && service.registered()) {
                service.change("scheme", property);
                service.change("service.ranking", number % 3);
                delivery.accept(() -> tracking.updated(service.getServiceReference()));
            } else if (service.registered()) {
                service.unregister();
                delivery.accept(() -> tracking.unbind(service.getServiceReference()));
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
