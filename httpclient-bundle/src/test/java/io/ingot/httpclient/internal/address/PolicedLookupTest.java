// SPDX-License-Identifier: Apache-2.0
package io.ingot.httpclient.internal.address;

import static io.ingot.httpclient.internal.testing.Client.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.httpclient.internal.testing.FakePolicy;
import io.ingot.image.AddressScope;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicedLookupTest {
    private final FakePolicy policy = new FakePolicy();

    @Test
    void refusedAddressesAreLeftOutAndTheOthersKeepTheirOrder() throws Exception {
        policy.refuseAddress(InetAddress::isLinkLocalAddress);
        PolicedLookup lookup = new PolicedLookup(policy, host ->
                new InetAddress[] {address(10, 0, 0, 2), address(169, 254, 169, 254), address(10, 0, 0, 1)});
        try (Call call = Call.start()) {
            assertThat(lookup.allowed("host", AddressScope.HOST, call))
                    .containsExactly(address(10, 0, 0, 2), address(10, 0, 0, 1));
            failure(ErrorCode.REFUSED_BY_POLICY, () -> {
                lookup.checkBehindProxy("host", AddressScope.HOST, call);
                return null;
            });
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
            assertThat(lookup.allowed(host, AddressScope.HOST, call))
                    .extracting(InetAddress::getHostAddress)
                    .containsExactly(address);
            lookup.checkBehindProxy(host, AddressScope.HOST, call);
            assertThat(policy.addresses()).containsExactly(address, address);
        }
    }

    @Test
    void lookupThatHangsEndsWithTheCall() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        PolicedLookup lookup = new PolicedLookup(policy, host -> hang(asked, never));
        try (Call call = Call.start()) {
            CompletableFuture<ErrorCode> ended = CompletableFuture.supplyAsync(() -> failure(
                            ErrorCode.CANCELLED, () -> lookup.allowed("host", AddressScope.HOST, call))
                    .code());
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            call.cancel("enough");
            assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(ErrorCode.CANCELLED);
        } finally {
            never.countDown();
        }
    }

    @Test
    void lookupsThatHangAreBoundedInNumber() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        PolicedLookup lookup = new PolicedLookup(policy, host -> hang(new CountDownLatch(1), never));
        List<Call> calls = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Call call = Call.start();
                calls.add(call);
                call.cancel("enough");
                failure(ErrorCode.CANCELLED, () -> lookup.allowed("host", AddressScope.HOST, call));
            }
            try (Call call = Call.start()) {
                assertThat(failure(ErrorCode.TRANSFER_FAILED, () -> lookup.allowed("host", AddressScope.HOST, call))
                                .retryable())
                        .isTrue();
            }
        } finally {
            never.countDown();
            calls.forEach(Call::close);
        }
    }

    @Test
    void unknownHostStaysUnknownAndPassesBehindAProxy() throws Exception {
        PolicedLookup lookup = new PolicedLookup(policy, host -> {
            throw new UnknownHostException(host);
        });
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> lookup.allowed("host", AddressScope.HOST, call))
                    .isInstanceOf(UnknownHostException.class);
            lookup.checkBehindProxy("host", AddressScope.HOST, call);
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
