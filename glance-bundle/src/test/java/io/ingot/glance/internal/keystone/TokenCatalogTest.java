// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.glance.internal.document.JsonDocument;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenCatalogTest {
    private static final String CATALOG = """
            [{"type": "identity", "endpoints": [
               {"interface": "public", "region_id": "One", "url": "http://keystone.test:5000/v3"}]},
             {"type": "image", "name": "glance", "endpoints": [
               {"interface": "public", "region_id": "One", "url": "https://images.test/"},
               {"interface": "internal", "region": "One", "url": "http://glance-1.test:9292"},
               {"interface": "internal", "region_id": "One", "url": "http://glance-2.test:9292/v2/"},
               {"interface": "internal", "region_id": "Two", "url": "http://glance.two.test:9292"},
               {"interface": "admin", "region_id": "Two", "url": "ftp://glance.two.test"},
               {"interface": "admin", "region_id": "Two", "url": "http://user:s3cret@glance.two.test"},
               {"interface": "admin", "region_id": "Two", "url": null}]},
             {"type": "image", "endpoints": [
               {"interface": "internal", "region_id": "One", "url": "http://glance-1.test:9292"},
               {"interface": "internal", "region_id": "One", "url": "http://glance-3.test:9292"}]},
             5, {"type": 6}, {"type": "odd", "endpoints": [7, {"interface": 8}]}]
            """;

    private final TokenCatalog catalog = TokenCatalog.read(JsonDocument.decode(CATALOG));

    @Test
    void endpointsAreDistinctAndSortedByInterface() throws Exception {
        assertThat(endpoints("image", "One", "internal", "public"))
                .containsExactly(
                        "http://glance-1.test:9292",
                        "http://glance-2.test:9292/v2",
                        "http://glance-3.test:9292",
                        "https://images.test");
    }

    @Test
    void regionDefaultsToThatOfTheFirstEndpoint() throws Exception {
        assertThat(endpoints("image", "", "internal"))
                .containsExactly(
                        "http://glance-1.test:9292", "http://glance-2.test:9292/v2", "http://glance-3.test:9292");
    }

    @Test
    void requestedRegionIsTheOnlyOne() throws Exception {
        assertThat(endpoints("image", "Two", "public", "internal")).containsExactly("http://glance.two.test:9292");
    }

    @Test
    void missingServiceIsReportedWithTheExistingOnes() {
        assertThatFailure(() -> endpoints("object-store", "", "public"))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("'object-store'")
                .hasMessageContaining("identity, image")
                .hasMessageContaining("io.ingot.glance/swiftEndpoint");
        assertThatFailure(() -> endpoints("imago", "", "public"))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("io.ingot.glance/endpoint");
    }

    @Test
    void missingInterfaceOrRegionIsReportedWithTheExistingOnes() {
        assertThatFailure(() -> endpoints("identity", "Two", "internal", "admin"))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("admin, internal in the region 'Two'")
                .hasMessageContaining("public in One")
                .hasMessageContaining("io.ingot.glance/regionName");
    }

    @Test
    void invalidUrlIsSkipped() {
        assertThatFailure(() -> endpoints("image", "Two", "admin"))
                .hasCode(ErrorCode.INVALID_CONFIGURATION)
                .hasMessageContaining("http or https")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void missingCatalogueIsReported() {
        for (Object none : new Object[] {List.of(), Map.of(), "x"}) {
            ImageException failure = catchThrowableOfType(
                    ImageException.class, () -> TokenCatalog.read(none).endpoints(filter("image", "", "public")));
            assertThat(failure).hasMessageContaining("projectName");
        }
    }

    @Test
    void endpointsBeyondTheLimitAreSkipped() throws Exception {
        List<Object> endpoints =
                Collections.nCopies(TokenCatalog.MAX_ENDPOINTS, Map.of("interface", "public", "url", "http://a.test"));
        TokenCatalog many = TokenCatalog.read(List.of(
                Map.of("type", "image", "endpoints", endpoints), Map.of("type", "late", "endpoints", endpoints)));

        assertThat(many).hasToString(TokenCatalog.MAX_ENDPOINTS + " endpoints");
        assertThat(many.endpoints(filter("image", "", "public"))).hasToString("[http://a.test]");
    }

    @Test
    void namesInMessagesAreShortened() {
        TokenCatalog odd = TokenCatalog.read(List.of(Map.of(
                "type", "\u001b[31m" + "x".repeat(500), "endpoints", List.of(Map.of("interface", "a", "url", "b")))));

        ImageException failure =
                catchThrowableOfType(ImageException.class, () -> odd.endpoints(filter("image", "", "public")));

        assertThat(failure.getMessage()).doesNotContain("\u001b").hasSizeLessThan(400);
    }

    private List<String> endpoints(String type, String region, String... interfaces) throws ImageException {
        return catalog.endpoints(filter(type, region, interfaces)).stream()
                .map(Object::toString)
                .toList();
    }

    private static ServiceFilter filter(String type, String region, String... interfaces) {
        return new ServiceFilter(type, List.of(interfaces), Optional.of(region).filter(name -> !name.isEmpty()));
    }
}
