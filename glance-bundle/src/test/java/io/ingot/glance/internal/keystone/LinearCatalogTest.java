// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.ImageException;
import io.ingot.seeds.LinearWork;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearCatalogTest {
    @Test
    void endpointsAreReadInLinearTimeAndSpace() {
        LinearWork.assertLinearMemory("endpoints", 1_000, count -> {
            List<?> endpoints = IntStream.range(0, count)
                    .mapToObj(LinearCatalogTest::endpoint)
                    .toList();
            return () -> assertThat(endpointCount(List.of(service("image", endpoints))))
                    .isEqualTo(count);
        });
    }

    @Test
    void servicesAreReadInLinearTimeAndSpace() {
        LinearWork.assertLinearMemory("services", 1_000, count -> {
            List<?> services = IntStream.range(0, count)
                    .mapToObj(i -> service("image", List.of(endpoint(i))))
                    .toList();
            return () -> assertThat(endpointCount(services)).isEqualTo(count);
        });
        LinearWork.assertLinearMemory(
                "other services",
                1_000,
                count -> () -> assertThat(
                                endpointCount(Collections.nCopies(count, service("other", List.of(endpoint(1))))))
                        .isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a/", "/v2", "/v3", "//", "%2F", "@", "?"})
    void urlIsReadInLinearTimeAndSpace(String repeated) {
        LinearWork.assertLinearMemory(repeated, 2_000, count -> () -> {
            String url = "http://glance.example" + repeated.repeat(count);
            try {
                assertThat(ServiceUrl.withoutVersion("endpoint", url, "v2").scheme())
                        .isEqualTo("http");
                assertThat(ServiceUrl.keystone("authUrl", url).path()).endsWith("/v3");
            } catch (IllegalArgumentException e) {
                assertThat(e).message().hasSizeLessThan(1_000);
            }
        });
    }

    private static int endpointCount(List<?> catalog) {
        try {
            return TokenCatalog.read(catalog)
                    .endpoints(new ServiceFilter("image", List.of("public"), Optional.empty()))
                    .size();
        } catch (ImageException e) {
            assertThat(e).message().hasSizeLessThan(1_000);
            return 0;
        }
    }

    private static Map<String, Object> service(String type, List<?> endpoints) {
        return Map.of("type", type, "endpoints", endpoints);
    }

    private static Map<String, Object> endpoint(int number) {
        return Map.of("interface", "public", "region", "One", "url", "http://glance-" + number + ".example/");
    }
}
