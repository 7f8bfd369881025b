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
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final FakePolicy policy = new FakePolicy();

    @Test
    void refusedAddressesAreLeftOutAndTheOthersKeepTheirOrder() throws Exception {
        policy.refuseAddress(InetAddress::isLinkLocalAddress);
        PolicedLookup lookup = new PolicedLookup(policy, host ->
                new InetAddress[] {address(10, 0, 0, 2), address(169, 254, 169, 254), address(10, 0, 0, 1)});
        try (Call call = Call.start()) {
            assertThat(lookup.allowed("host", AddressScope.HOST, PATIENCE, call))
                    .containsExactly(address(10, 0, 0, 2), address(10, 0, 0, 1));
            assertThatFailure(() -> lookup.checkBehindProxy("host", AddressScope.HOST, PATIENCE, call))
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
    void addressIsReadNotLookedUp(String host, String address) throws Exception {
        PolicedLookup lookup = new PolicedLookup(policy, name -> {
            throw new AssertionError("looked up: " + name);
        });
        try (Call call = Call.start()) {
            assertThat(lookup.allowed(host, AddressScope.HOST, PATIENCE, call))
                    .extracting(InetAddress::getHostAddress)
                    .containsExactly(address);
            lookup.checkBehindProxy(host, AddressScope.HOST, PATIENCE, call);
            assertThat(policy.addresses()).containsExactly(address, address);
        }
    }

    @Test
    void lookupThatHangsEndsWithTheCall() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        PolicedLookup lookup = new PolicedLookup(policy, host -> hang(asked, never));
        try (Call call = Call.start()) {
            CompletableFuture<ErrorCode> ended = CompletableFuture.supplyAsync(
                    () -> assertThatFailure(() -> lookup.allowed("host", AddressScope.HOST, PATIENCE, call))
                            .hasCode(ErrorCode.CANCELLED)
                            .failure()
                            .code());
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            call.cancel("enough");
            assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CANCELLED);
        } finally {
            never.countDown();
        }
    }

    @Test
    void addressWithAZoneIsReadBySystemWithoutATurn() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> !host.equals("fe80::1%lo"));
                Call call = Call.start()) {
            for (int i = 0; i < LookupTurns.LIMIT; i++) {
                hanging.begin("www.hangs" + i + ".example" + i);
            }
            assertThat(hanging.lookup.allowed("fe80::1%lo", AddressScope.HOST, PATIENCE, call))
                    .hasSize(1);
            assertThat(hanging.lookup.allowed("127.1", AddressScope.HOST, PATIENCE, call))
                    .hasSize(1);
        }
    }

    @Test
    void silentNameServersOfOneDomainHoldUpNoOther() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> host.endsWith("silent.example"));
                Call call = Call.start()) {
            for (int i = 0; i < LookupTurns.SHARE; i++) {
                hanging.begin("h" + i + ".sub" + i + ".silent.example");
            }
            assertThatFailure(() -> hanging.lookup.allowed("one.silent.example", AddressScope.HOST, SHORT, call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .hasMessageContaining("no address of one.silent.example within 20 ms")
                    .hasMessageContaining("16 look-ups of names in silent.example are stuck");
            assertThat(hanging.lookup.allowed("good.example", AddressScope.HOST, PATIENCE, call))
                    .hasSize(1);
        }
    }

    @Test
    void lookupsThatHangAreBoundedInNumberAndTheWaitingForThemInTime() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> true);
                Call call = Call.start()) {
            for (int i = 0; i < LookupTurns.LIMIT; i++) {
                hanging.begin("www.hangs" + i + ".example" + i);
            }
            ImageException failure = assertThatFailure(
                            () -> hanging.lookup.allowed("late.other", AddressScope.HOST, SHORT, call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .failure();
            assertThat(failure.retryable()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("io.ingot.httpclient/lookupTimeoutMillis")
                    .hasMessageContaining("64 look-ups are stuck");
        }
    }

    @Test
    void silentNameServersAreNamedWhenTheTimeHasPassed() throws Exception {
        try (HangingLookups hanging = new HangingLookups(host -> true);
                Call call = Call.start()) {
            assertThatFailure(() -> hanging.lookup.allowed("a.example", AddressScope.HOST, SHORT, call))
                    .hasCode(ErrorCode.TRANSFER_FAILED)
                    .hasMessageContaining("no address of a.example within 20 ms");
        }
    }

    /** Look-ups of some names, which do not end before this is closed; those of others have one address. */
    private final class HangingLookups implements AutoCloseable {
        private final CountDownLatch never = new CountDownLatch(1);
        private final Semaphore asked = new Semaphore(0);
        private final PolicedLookup lookup;

        HangingLookups(Predicate<String> hangs) {
            lookup = new PolicedLookup(policy, host -> {
                asked.release();
                return hangs.test(host) ? hang(new CountDownLatch(1), never) : new InetAddress[] {address(10, 0, 0, 1)};
            });
        }

        /** Begins one, and gives it up. */
        void begin(String host) throws InterruptedException {
            try (Call call = Call.start()) {
                CompletableFuture<Void> ended = CompletableFuture.runAsync(
                        () -> assertThatFailure(() -> lookup.allowed(host, AddressScope.HOST, PATIENCE, call))
                                .hasCode(ErrorCode.CANCELLED)
                                .failure());
                asked.acquire();
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
    void turnOfALookupIsFreeWhenItEndsHoweverItEnds() throws Exception {
        PolicedLookup lookup = new PolicedLookup(policy, host -> {
            throw new UnknownHostException(host);
        });
        try (Call call = Call.start()) {
            for (int i = 0; i < 2 * LookupTurns.LIMIT; i++) {
                assertThatThrownBy(() -> lookup.allowed("host", AddressScope.HOST, PATIENCE, call))
                        .isInstanceOf(UnknownHostException.class);
            }
        }
    }

    @Test
    void unknownHostStaysUnknownAndPassesBehindAProxy() throws Exception {
        PolicedLookup lookup = new PolicedLookup(policy, host -> {
            throw new UnknownHostException(host);
        });
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> lookup.allowed("host", AddressScope.HOST, PATIENCE, call))
                    .isInstanceOf(UnknownHostException.class);
            lookup.checkBehindProxy("host", AddressScope.HOST, PATIENCE, call);
        }
        assertThat(policy.addresses()).isEmpty();
    }

    private static InetAddress[] hang(CountDownLatch asked, CountDownLatch until) throws UnknownHostException {
        asked.countDown();
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
