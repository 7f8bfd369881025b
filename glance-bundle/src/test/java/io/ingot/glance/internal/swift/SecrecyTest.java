// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.swift;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.Secret;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A signature gives access to one image, and the key to all images. */
class SecrecyTest extends SwiftFixture {
    private static final Map<String, ?> CACHED = Map.of("swiftTempUrlCacheEnabled", true);

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    SecrecyTest() throws IOException {}

    @BeforeEach
    void logEverything() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void logAsBefore() {
        root.setLevel(level);
        root.detachAppender(log);
    }

    @Test
    @DisplayName("S: signatures, keys and tokens are logged at no level")
    void secretsAreNotLogged() throws Exception {
        List<String> secrets = new ArrayList<>(List.of(Given.KEY, Given.TOKEN));
        for (String digest : new String[] {"", "sha1", "sha256", "sha512"}) {
            secrets.add(Given.signature(location(Map.of("swiftTempUrlDigest", digest))));
        }
        secrets.add(Given.signature(location(CACHED)));
        swift.account(403, Map.of());
        assertThatFailure(() -> location(Map.of())).hasCode(ErrorCode.NOT_AUTHORIZED);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(text -> text.contains("temp_url_sig=***&temp_url_expires=***"))
                .allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }

    @Test
    @DisplayName("S: text forms contain no signature, key or token")
    void secretsAreNotPrinted() throws Exception {
        Location location = location(Map.of());
        SwiftSettings settings = Given.settings(Map.of("_swiftTempUrlKey", Given.KEY));
        TempUrlParameters parameters = new TempUrlParameters(
                new SwiftEndpoint(swift.url()),
                new ObjectPath("v1", Given.ACCOUNT, "glance", Given.ID),
                SignatureDigest.SHA256,
                Secret.of(Given.KEY),
                Duration.ofSeconds(60));
        SignedUrl url = parameters.sign(clock.instant());
        ImageSource source = new ImageSource.Locations(List.of(location));

        assertThat(List.of(settings, parameters, url, location, location.request(), source, Given.grant()))
                .extracting(Object::toString)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(Given.KEY, Given.TOKEN, Given.signature(location))
                        .doesNotContain(Given.signature(Location.of(url.reference()))));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 401, 403, 404, 418, 500, 503})
    @DisplayName("S: failures contain no signature, key or token, and no text of a server")
    void failuresContainNoSecret(int status) {
        swift.account(status, Map.of("X-Account-Meta-Temp-URL-Keys", "geheim-1", "X-Auth-Token", "geheim-2"));
        String failures = failure(Map.of());

        swift.info(500, "geheim-3").account(204, Map.of("X-Account-Meta-Temp-URL-Key", "geheim-4"));
        failures += failure(Map.of());
        swift.info(200, "geheim-5");
        failures += failure(Map.of("_swiftTempUrlKey", "geheim-6"));
        failures += failure(Map.of("swiftTempUrlKeyFile", "/nowhere/key", "swiftTempUrlDigest", "sha1"));

        assertThat(failures).isNotBlank().doesNotContain("geheim", Given.TOKEN);
    }

    private String failure(Map<String, ?> settings) {
        try {
            location(settings);
            throw new AssertionError("no failure");
        } catch (ImageException e) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            return text.toString();
        }
    }
}
