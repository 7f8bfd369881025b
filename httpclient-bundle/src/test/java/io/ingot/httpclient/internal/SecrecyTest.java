// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ingot.httpclient.HttpRequest;
import io.ingot.httpclient.HttpResponse;
import io.ingot.image.Credentials;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Secret;
import io.ingot.testing.http.RawServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecrecyTest extends HttpClientFixture {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void logEverything() {
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void logNothing() {
        root.setLevel(Level.OFF);
        root.detachAppender(log);
    }

    @Test
    @DisplayName("H-10: no log line and no text form shows credentials")
    void logHasNoSecretAtAnyLevel() throws Exception {
        try (RawServer server = new RawServer((request, connection) -> {
            if (request.target().startsWith("/redirect")) {
                connection.answer("302 Found", "", "Location: /image?sig=geheim-1", "Set-Cookie: geheim-2");
            } else {
                connection.answer("200 OK", "geheim-3", "X-Token: geheim-4");
            }
        })) {
            String url = "http://user:geheim-5@127.0.0.1:" + server.port() + "/redirect?sig=geheim-6#geheim-7";
            HttpRequest get = HttpRequest.get(ImageReference.parse(url));
            for (Credentials credentials : new Credentials[] {
                new Credentials.Password("user", Secret.of("geheim-8")),
                new Credentials.Token(Secret.of("geheim-9")),
                new Credentials.Headers(Map.of("X-Auth-Token", Secret.of("geheim-10")))
            }) {
                send(get.as(credentials));
            }
            assertThat(get.as(new Credentials.Token(Secret.of("geheim"))).toString())
                    .doesNotContain("geheim");
            try (HttpResponse response = http.send(get, call)) {
                assertThat(response.toString()).doesNotContain("geheim");
                ImageException failure = response.failure("asking for " + get.target());
                assertThat(failure).hasMessageNotContaining("geheim");
            }
        }
        assertThat(log.list)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .as(event.getLoggerName())
                        .doesNotContain("geheim")
                        .doesNotContain("Z2VoZWlt"));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(text -> text.contains("/image?sig=***"));
    }
}
