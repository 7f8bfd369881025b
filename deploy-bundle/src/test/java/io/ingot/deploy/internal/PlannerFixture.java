// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.access.CredentialStore;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.AbsentService;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.ImageFetcher;
import io.ingot.image.client.ImageServices;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.spi.Scheme;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A planner with a fake resolver, engine and credentials, whose answers a test sets. */
final class PlannerFixture {
    final ConcurrentLinkedQueue<ImageRequest> shown = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<FetchRequest> previewed = new ConcurrentLinkedQueue<>();
    private final Map<String, ImageInfo> images = new HashMap<>();
    private final Map<String, ImageException> failures = new HashMap<>();
    private final Map<String, ImageException> previewFailures = new HashMap<>();
    private final Map<String, Credentials> configured = new HashMap<>();
    private final Map<String, String> targets = new HashMap<>();
    private final Map<String, OptionalLong> spaces = new HashMap<>();
    private final Map<String, Object> settings = new HashMap<>();

    /** Sets the metadata of an image. All others have four bytes. */
    PlannerFixture image(String reference, ImageInfo info) {
        images.put(exact(reference), info);
        return this;
    }

    /** Sets the properties of an image in a catalogue. */
    PlannerFixture image(String reference, Map<String, String> properties) {
        return image(
                reference, ImageInfo.builder().size(4).properties(properties).build());
    }

    PlannerFixture failing(String reference, ErrorCode code) {
        failures.put(exact(reference), new ImageException(code, reference + " failed"));
        return this;
    }

    PlannerFixture previewFailing(String reference, ImageException failure) {
        previewFailures.put(exact(reference), failure);
        return this;
    }

    PlannerFixture credentials(String name, Credentials credentials) {
        configured.put(name, credentials);
        return this;
    }

    /** Sets the size of an image, and the space that it needs. */
    PlannerFixture space(String reference, long bytes) {
        spaces.put(exact(reference), OptionalLong.of(bytes));
        return image(reference, ImageInfo.builder().size(bytes).build());
    }

    /** Sets the name of the credentials that are configured for a host. */
    PlannerFixture credentialsFor(String host, String name) {
        targets.put(host, name);
        return this;
    }

    PlannerFixture setting(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    OperatorPlanner planner() {
        OperatorPlanner planner = new OperatorPlanner(config());
        planner.services = new FakeResolver();
        planner.fetcher = new FakeFetcher();
        planner.credentials = new FakeCredentials();
        return planner;
    }

    DeploymentPlan plan(Map<String, ?> instanceInfo) throws ImageException {
        return plan(DeploymentRequest.of(InstanceInfo.of(instanceInfo)));
    }

    DeploymentPlan plan(DeploymentRequest request) throws ImageException {
        try (Call call = Call.start()) {
            return planner().plan(request, call);
        }
    }

    DeployConfig config() {
        return (DeployConfig) Proxy.newProxyInstance(
                DeployConfig.class.getClassLoader(),
                new Class<?>[] {DeployConfig.class},
                (proxy, method, arguments) ->
                        settings.getOrDefault(method.getName(), Objects.requireNonNull(method.getDefaultValue())));
    }

    private static String exact(String reference) {
        try {
            return ImageReference.parse(reference).exact();
        } catch (ImageException e) {
            throw new IllegalArgumentException(reference, e);
        }
    }

    private ImageInfo info(ImageReference reference, Call call) throws ImageException {
        call.check();
        ImageException failure = failures.get(reference.exact());
        if (failure != null) {
            throw failure;
        }
        return images.getOrDefault(
                reference.exact(), ImageInfo.builder().size(4).build());
    }

    private final class FakeResolver implements ImageServices {
        @Override
        public ImageInfo show(ImageRequest request, Call call) throws ImageException {
            shown.add(request);
            return info(request.reference(), call);
        }

        @Override
        public List<SchemeInfo> schemes() {
            return List.of(
                    new SchemeInfo("file", "test", "1", Scheme.Authority.NAME),
                    new SchemeInfo("glance", "test", "1", Scheme.Authority.NAME),
                    new SchemeInfo("cat", "test", "1", Scheme.Authority.NAME));
        }

        @Override
        public List<AbsentService> absent() {
            return List.of();
        }
    }

    private final class FakeFetcher implements ImageFetcher {
        @Override
        public Fetch fetch(FetchRequest request) {
            throw new AssertionError("planning does not fetch");
        }

        @Override
        public List<Fetch> running() {
            return List.of();
        }

        @Override
        public FetchPreview preview(FetchRequest request, Call call) throws ImageException {
            previewed.add(request);
            ImageReference reference = request.image().reference();
            ImageException failure = previewFailures.get(reference.exact());
            if (failure != null) {
                throw failure;
            }
            return FetchPreview.builder(
                            new SchemeInfo(reference.scheme(), "test", "1"), reference, info(reference, call))
                    .reason("new")
                    .space(spaces.getOrDefault(reference.exact(), OptionalLong.empty()))
                    .build();
        }
    }

    private final class FakeCredentials implements CredentialStore {
        @Override
        public Optional<Credentials> find(ImageReference target) {
            return Optional.empty();
        }

        @Override
        public Optional<String> nameFor(ImageReference target) {
            return target.host().map(targets::get);
        }

        @Override
        public Optional<Credentials> named(String name) {
            return Optional.ofNullable(configured.get(name));
        }

        @Override
        public Optional<Credentials> named(String name, ImageReference target) {
            boolean covered = target.host().equals(Optional.of("img.example"));
            return Optional.ofNullable(configured.get(name)).filter(credentials -> covered);
        }
    }
}
