// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.common.text.Printable;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The catalogue of a token. Invalid entries are skipped: they may belong to services that Ingot does not use. */
final class TokenCatalog implements Catalog {
    /** The limit, far above catalogues in use; endpoints beyond it are skipped. */
    static final int MAX_ENDPOINTS = 4096;

    private final List<Endpoint> endpoints;

    private TokenCatalog(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    private record Endpoint(String type, String interfaceName, Optional<String> region, String url) {}

    /** Reads the value of {@code catalog}. */
    static TokenCatalog read(@Nullable Object catalog) {
        List<Endpoint> endpoints = new ArrayList<>();
        if (catalog instanceof List<?> services) {
            for (Object entry : services) {
                if (entry instanceof Map<?, ?> service
                        && service.get("type") instanceof String type
                        && service.get("endpoints") instanceof List<?> entries) {
                    entries.stream()
                            .limit(MAX_ENDPOINTS - endpoints.size())
                            .forEach(each -> endpoint(type, each).ifPresent(endpoints::add));
                }
            }
        }
        return new TokenCatalog(endpoints);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Sorted by the order of the interfaces. All endpoints are of one region, since other regions have other images:
     * if the filter names none, the region of the best endpoint.
     */
    @Override
    public List<ImageReference> endpoints(ServiceFilter filter) throws ImageException {
        List<Endpoint> ofType =
                endpoints.stream().filter(e -> e.type().equals(filter.type())).toList();
        String type = Printable.quoted(filter.type());
        if (endpoints.isEmpty()) {
            throw missing(
                    filter,
                    "no services",
                    "a token without a scope has no catalogue; set io.ingot.glance/projectName, or ");
        }
        if (ofType.isEmpty()) {
            throw missing(
                    filter,
                    "no service of the type " + type + ", only " + types(),
                    isSwift(filter) ? "" : "check io.ingot.glance/serviceType, or ");
        }
        List<Endpoint> matching = matching(ofType, filter);
        if (matching.isEmpty()) {
            String region = filter.region()
                    .map(name -> " in the region " + Printable.quoted(name))
                    .orElse("");
            throw missing(
                    filter,
                    "no endpoint of the service " + type + " for the interfaces " + Printable.names(filter.interfaces())
                            + region + ", only " + interfaces(ofType),
                    "check io.ingot.glance/interfaces and io.ingot.glance/regionName, or ");
        }
        Map<String, ImageReference> urls = new LinkedHashMap<>(); // strings keep colliding hashes fast
        matching.forEach(endpoint -> url(endpoint).ifPresent(url -> urls.putIfAbsent(url.exact(), url)));
        if (urls.isEmpty()) {
            throw missing(
                    filter, "no http or https URL without credentials, query or fragment for the service " + type, "");
        }
        return List.copyOf(urls.values());
    }

    /** The number of endpoints. */
    @Override
    public String toString() {
        return endpoints.size() + " endpoints";
    }

    private static List<Endpoint> matching(List<Endpoint> ofType, ServiceFilter filter) {
        List<Endpoint> inOrder = filter.interfaces().stream()
                .flatMap(name -> ofType.stream().filter(e -> e.interfaceName().equals(name)))
                .filter(e -> filter.region().isEmpty() || filter.region().equals(e.region()))
                .toList();
        return inOrder.stream()
                .filter(e -> e.region().equals(inOrder.get(0).region()))
                .toList();
    }

    private static Optional<ImageReference> url(Endpoint endpoint) {
        try {
            return Optional.of(ServiceUrl.parse("an endpoint", endpoint.url()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Endpoint> endpoint(String type, @Nullable Object entry) {
        if (entry instanceof Map<?, ?> facts
                && facts.get("interface") instanceof String interfaceName
                && facts.get("url") instanceof String url) {
            Optional<String> region = text(facts.get("region_id")).or(() -> text(facts.get("region")));
            return Optional.of(new Endpoint(type, interfaceName, region, url));
        }
        return Optional.empty();
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(text -> !text.isEmpty());
    }

    private String types() {
        return Printable.names(endpoints.stream().map(Endpoint::type).toList());
    }

    private static String interfaces(List<Endpoint> ofType) {
        return Printable.names(ofType.stream()
                .map(e -> e.interfaceName()
                        + e.region().map(region -> " in " + region).orElse(""))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static ImageException missing(ServiceFilter filter, String what, String advice) {
        return new ImageException(
                ErrorCode.INVALID_CONFIGURATION,
                "Keystone's catalogue has " + what + ": " + advice + "set io.ingot.glance/"
                        + (isSwift(filter) ? "swiftEndpoint" : "endpoint") + " to the service's URL");
    }

    private static boolean isSwift(ServiceFilter filter) {
        return filter.type().equals("object-store");
    }
}
