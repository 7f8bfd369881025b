// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.store.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ingot.common.json.BoundedJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecordParserTest {
    private static final Path FILE = Path.of("record.json");

    private final AtomicInteger parsed = new AtomicInteger();
    private final RecordParser<String> parser = new RecordParser<>(new BoundedJson(100_000, 2), fields -> {
        parsed.incrementAndGet();
        return fields.text("name");
    });

    @Test
    void theSameBytesAreParsedOnce() throws IOException {
        assertThat(parse(FILE, "a")).isEqualTo("a");
        assertThat(parse(FILE, "a")).isEqualTo("a");
        assertThat(parsed).hasValue(1);
    }

    @Test
    void aRecordThatWasReplacedIsParsedAgain() throws IOException {
        for (String name : new String[] {"a", "b", "a", "c"}) {
            assertThat(parse(FILE, name)).isEqualTo(name);
        }
        assertThat(parsed).hasValue(4);
    }

    @Test
    void aDamagedRecordIsRefusedEachTimeAndItsPredecessorIsNotReturned() throws IOException {
        parse(FILE, "a");
        for (int i = 0; i < 2; i++) {
            assertThatIOException().isThrownBy(() -> parser.parse(FILE, "{".getBytes(UTF_8)));
        }
        assertThat(parse(FILE, "a")).isEqualTo("a");
    }

    @Test
    void onlySmallAndRecentRecordsAreRemembered() throws IOException {
        String large = "x".repeat(5_000);
        parse(FILE, large);
        parse(FILE, large);
        assertThat(parsed).hasValue(2);
        for (int i = 0; i < 1_000; i++) {
            parse(Path.of("other-" + i), "a");
        }
        parsed.set(0);
        parse(Path.of("other-999"), "a");
        assertThat(parsed).hasValue(0);
        parse(Path.of("other-0"), "a");
        assertThat(parsed).hasValue(1);
    }

    private String parse(Path file, String name) throws IOException {
        return parser.parse(file, ("{\"name\": \"" + name + "\"}").getBytes(UTF_8));
    }
}
