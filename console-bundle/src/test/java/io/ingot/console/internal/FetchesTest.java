// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.image.FetchPhase;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The command {@code ingot fetches}. */
class FetchesTest {
    private final Ingot ingot = Ingot.withServices();

    @Test
    void noFetchesAreAnEmptyList() {
        assertThat(ingot.run("fetches", "--json").json())
                .isEqualTo(Map.of(
                        "fetches",
                        List.of(),
                        "total",
                        Map.of("bytes", 0, "size", 0, "bytesPerSecond", 0, "segments", 0)));
        assertThat(ingot.run("fetches").out()).isEqualTo("nothing is being fetched\n");
    }

    @Test
    void printsTheProgressOfEachAndTheTotal() throws Exception {
        underWay(
                "http://joe:hush@mirror/a?sig=hush",
                large().toBuilder()
                        .segments(4)
                        .retry("cut")
                        .attemptLimit(5)
                        .activity("http://mirror/a: first byte")
                        .build());
        underWay("http://mirror/kernel", small());

        Ended ended = ingot.run("fetches", "--json");

        assertThat(ended.status()).isZero();
        assertThat(ended.json())
                .isEqualTo(Map.of(
                        "fetches",
                        List.of(
                                Map.ofEntries(
                                        Map.entry("reference", "http://mirror/a?sig=***"),
                                        Map.entry("path", "/srv/node/image"),
                                        Map.entry("phase", "transferring"),
                                        Map.entry("activity", "http://mirror/a: first byte"),
                                        Map.entry("bytes", 512 << 20),
                                        Map.entry("size", 1 << 30),
                                        Map.entry("bytesPerSecond", 100 << 20),
                                        Map.entry("secondsLeft", 5),
                                        Map.entry("segments", 4),
                                        Map.entry("retries", 1),
                                        Map.entry("attemptLimit", 5),
                                        Map.entry("lastFailure", "cut")),
                                Map.of(
                                        "reference",
                                        "http://mirror/kernel",
                                        "path",
                                        "/srv/node/image",
                                        "phase",
                                        "checking",
                                        "bytes",
                                        0,
                                        "size",
                                        8 << 20,
                                        "bytesPerSecond",
                                        0,
                                        "segments",
                                        0,
                                        "retries",
                                        0)),
                        "total",
                        Map.of(
                                "bytes",
                                512 << 20,
                                "size",
                                (1 << 30) + (8 << 20),
                                "bytesPerSecond",
                                100 << 20,
                                "secondsLeft",
                                5,
                                "segments",
                                4)));
    }

    @Test
    void isATableWithATotalInText() throws Exception {
        underWay("http://mirror/a", large().toBuilder().segments(4).build());
        underWay("http://mirror/kernel", small());

        assertThat(ingot.run("fetches").out()).isEqualTo("""
                http://mirror/a       /srv/node/image  transferring 512.0 MiB of 1.0 GiB (50%), 100.0 MiB/s, 0:05 left, 4 segments
                http://mirror/kernel  /srv/node/image  checking
                total of 2: 512.0 MiB of 1.0 GiB, 100.0 MiB/s, 0:05 left, 4 segments
                """);
    }

    @Test
    void hasNoTotalSizeIfOneSizeIsUnknown() throws Exception {
        underWay("http://mirror/a", large());
        underWay("http://mirror/b", Progress.of(FetchPhase.WAITING));

        assertThat(ingot.run("fetches", "--json").json().get("total"))
                .isEqualTo(Map.of("bytes", 512 << 20, "bytesPerSecond", 100 << 20, "segments", 0));
    }

    private void underWay(String reference, Progress progress) throws ImageException {
        ImageRequest image = ImageRequest.of(ImageReference.parse(reference));
        ingot.fetcher.underWay(FetchRequest.of(image, Path.of("/srv/node/image")), progress);
    }

    private static Progress large() {
        return Progress.builder(FetchPhase.TRANSFERRING)
                .bytes(512L << 20, 100L << 20)
                .total(OptionalLong.of(1L << 30))
                .build();
    }

    private static Progress small() {
        return Progress.builder(FetchPhase.CHECKING)
                .total(OptionalLong.of(8L << 20))
                .build();
    }
}
