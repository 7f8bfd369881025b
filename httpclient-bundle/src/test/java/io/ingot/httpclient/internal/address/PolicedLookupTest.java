// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import static io.ingot.testing.ImageFailureAssert.assertThatFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.testing.access.FakePolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicedLookupTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final FakePolicy policy = new FakePolicy();

    @Test
    void refusedAddressesAreLeftOutAndTheOthersKeepTheirOrder() throws Exception {
        policy.refuseAddress(InetAddress::isLinkLocalAddress);
        PolicedLookup lookup = new PolicedLookup(policy, host ->
                new InetAddress[] {address(10, 0, 0, 2), address(169, 254, 169, 254), address(10, 0, 0, 1)});
        try (Call call = Call.start()) {
            assertThat(lookup.allowedAddresses("host", AddressScope.HOST, LONG, call))
                    .containsExactly(address(10, 0, 0, 2), address(10, 0, 0, 1));
            assertThatFailure(() -> lookup.checkBehindProxy("host", AddressScope.HOST, LONG, call))
                    .hasCode(ErrorCode.REFUSED_BY_POLICY);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "127.1, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "0x7f.1, 127.0.0.1",
        "0177.0.0.1, 127.0.0.1",
        "::1, 0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1, 127.0.0.1"
    })
    void literalAddressIsNotLookedUp(String host, String address) throws Exception {
        PolicedLookup lookup = new PolicedLookup(policy, name -> {
            throw new AssertionError("looked up: " + name);
        });
        try (Call call = Call.start()) {
            assertThat(lookup.allowedAddresses(host, AddressScope.HOST, LONG, call))
                    .extracting(InetAddress::getHostAddress)
                    .containsExactly(address);
            lookup.checkBehindProxy(host, AddressScope.HOST, LONG, call);
            assertThat(policy.addresses()).containsExactly(address, address);
        }
    }

    @Test
    void waitForAHangingLookupEndsWithTheCall() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        PolicedLookup lookup = new PolicedLookup(policy, host -> hang(started, never));
        try (Call call = Call.start()) {
            CompletableFuture<ErrorCode> ended = CompletableFuture.supplyAsync(
                    () -> assertThatFailure(() -> lookup.allowedAddresses("host", AddressScope.HOST, LONG, call))
                            .hasCode(ErrorCode.CANCELLED)
                            .failure()
                            .code());
            assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
            call.cancel("enough");
            assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CANCELLED);
        } finally {
            never.countDown();
        }
    }

    @Test
    void addressWithAZoneNeedsNoSlot() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> !host.equals("fe80::1%lo"));
                Call call = Call.start()) {
            for (int i = 0; i < LookupLimit.MAX_LOOKUPS; i++) {
                hanging.begin("www.hangs" + i + ".example" + i);
            }
            assertThat(hanging.lookup.allowedAddresses("fe80::1%lo", AddressScope.HOST, LONG, call))
                    .hasSize(1);
            assertThat(hanging.lookup.allowedAddresses("127.1", AddressScope.HOST, LONG, call))
                    .hasSize(1);
        }
    }

    @Test
    void silentNameServersOfOneDomainDoNotDelayOthers() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> host.endsWith("silent.example"));
                Call call = Call.start()) {
            for (int i = 0; i < LookupLimit.MAX_PER_DOMAIN; i++) {
                hanging.begin("h" + i + ".sub" + i + ".silent.example");
            }
            assertThatFailure(
                            () -> hanging.lookup.allowedAddresses("one.silent.example", AddressScope.HOST, SHORT, call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .hasMessageContaining("no address of one.silent.example within 20 ms")
                    .hasMessageContaining("16 look-ups of names in silent.example are stuck");
            assertThat(hanging.lookup.allowedAddresses("good.example", AddressScope.HOST, LONG, call))
                    .hasSize(1);
        }
    }

    @Test
    void hangingLookupsAreLimitedAndTheWaitForASlotTimesOut() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> true);
                Call call = Call.start()) {
            for (int i = 0; i < LookupLimit.MAX_LOOKUPS; i++) {
                hanging.begin("www.hangs" + i + ".example" + i);
            }
            ImageException failure = assertThatFailure(
                            () -> hanging.lookup.allowedAddresses("late.other", AddressScope.HOST, SHORT, call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("io.ingot.httpclient/lookupTimeoutMillis")
                    .hasMessageContaining("64 look-ups are stuck");
        }
    }

    @Test
    void timeoutOfALookupNamesTheHost() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> true);
                Call call = Call.start()) {
            assertThatFailure(() -> hanging.lookup.allowedAddresses("a.example", AddressScope.HOST, SHORT, call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .hasMessageContaining("no address of a.example within 20 ms");
        }
    }

    /** Look-ups of some names, which hang until this is closed; other names have one address. */
    private final class HangingLookups implements AutoCloseable {
        private final CountDownLatch never = new CountDownLatch(1);
        private final Semaphore started = new Semaphore(0);
        private final PolicedLookup lookup;

        HangingLookups(Predicate<String> hangs) {
            lookup = new PolicedLookup(policy, host -> {
                started.release();
                return hangs.test(host) ? hang(new CountDownLatch(1), never) : new InetAddress[] {address(10, 0, 0, 1)};
            });
        }

        /** Starts a look-up, and abandons it. */
        void begin(String host) throws InterruptedException {
            try (Call call = Call.start()) {
                CompletableFuture<Void> ended = CompletableFuture.runAsync(
                        () -> assertThatFailure(() -> lookup.allowedAddresses(host, AddressScope.HOST, LONG, call))
                                .hasCode(ErrorCode.CANCELLED)
                                .failure());
                started.acquire();
                call.cancel("enough");
                ended.join();
            }
        }

        @Override
        public void close() {
            never.countDown();
        }
    }

    @Test
    void failedLookupReleasesItsSlot() throws Exception {
        PolicedLookup lookup = new PolicedLookup(policy, host -> {
            throw new UnknownHostException(host);
        });
        try (Call call = Call.start()) {
            for (int i = 0; i < 2 * LookupLimit.MAX_LOOKUPS; i++) {
                assertThatThrownBy(() -> lookup.allowedAddresses("host", AddressScope.HOST, LONG, call))
                        .isInstanceOf(UnknownHostException.class);
            }
        }
    }

    @Test
    void unknownHostIsReportedAndPassesBehindAProxy() throws Exception {
        PolicedLookup lookup = new PolicedLookup(policy, host -> {
            throw new UnknownHostException(host);
        });
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> lookup.allowedAddresses("host", AddressScope.HOST, LONG, call))
                    .isInstanceOf(UnknownHostException.class);
            lookup.checkBehindProxy("host", AddressScope.HOST, LONG, call);
        }
        assertThat(policy.addresses()).isEmpty();
    }

    private static InetAddress[] hang(CountDownLatch started, CountDownLatch until) throws UnknownHostException {
        started.countDown();
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new InetAddress[] {address(10, 0, 0, 1)};
    }

    private static InetAddress address(int... bytes) throws UnknownHostException {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return InetAddress.getByAddress(raw);
    }
}
