// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.ingot.fetch.internal.limit.Slots.Rank;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SlotsTest {
    private static final Origin ONE = origin("http://one/a");
    private static final Origin TWO = origin("http://two/a");

    private final Slots slots = new Slots();
    private final Call call = Call.start();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<String> granted = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        call.cancel("over");
        call.close();
    }

    @Test
    @DisplayName("C-12: no more transfers than the limit run at a time")
    void furtherTransfersWait() throws Exception {
        limit(2, 0);
        Slots.Slot first = take(ONE, Rank.LARGE);
        take(ONE, Rank.LARGE);
        request("third", ONE, Rank.LARGE, 1);
        first.close();
        assertThat(granted.take()).isEqualTo("third");
    }

    @Test
    void spellingsOfAnOriginShareItsLimit() {
        assertThat(origin("http://127.1/a")).isEqualTo(origin("http://0x7f000001:80/b"));
        assertThat(origin("http://mirror.example./a")).isEqualTo(origin("http://MIRROR.example:80/b"));
        assertThat(origin("http://127.0.0.1/a")).isNotEqualTo(origin("http://127.0.0.1:81/a"));
    }

    @Test
    void releasedSlotIsFreeForOthers() throws Exception {
        limit(1, 0);
        Slots.Slot pausing = take(ONE, Rank.LARGE);
        pausing.release();
        Slots.Slot other = take(ONE, Rank.LARGE);
        retake("again", pausing, 1);
        assertThat(granted).isEmpty();

        other.close();
        assertThat(granted.take()).isEqualTo("again");
    }

    @Test
    void continuedTransferComesBeforeNewOnesOfEquallyBusyOrigins() throws Exception {
        limit(2, 0);
        Slots.Slot one = take(ONE, Rank.LARGE);
        Slots.Slot pausing = take(ONE, Rank.LARGE);
        pausing.release();
        Slots.Slot other = take(TWO, Rank.LARGE);
        request("fresh", ONE, Rank.LARGE, 1);
        retake("again", pausing, 2);
        request("fewer", origin("http://three/a"), Rank.LARGE, 3);

        other.close();
        assertThat(granted.take()).isEqualTo("fewer");
        one.close();
        assertThat(granted.take()).isEqualTo("again");
    }

    @Test
    void urgentKernelOvertakesSixteenLargeImages() throws Exception {
        limit(16, 0);
        for (int i = 0; i < 16; i++) {
            take(ONE, Rank.LARGE);
        }
        request("large", ONE, Rank.LARGE, 1);
        take(ONE, Rank.URGENT).close();
        take(ONE, Rank.SMALL).close();
        assertThat(granted).isEmpty();
    }

    @Test
    void limitOfOneHasAnExpressSlot() throws Exception {
        limit(1, 1);
        take(ONE, Rank.LARGE);
        take(ONE, Rank.SMALL);
        request("second small", ONE, Rank.SMALL, 1);
        assertThat(granted).isEmpty();
    }

    @Test
    void urgentComesBeforeSmallAndSmallBeforeLarge() throws Exception {
        limit(1, 0);
        Slots.Slot ordinary = take(ONE, Rank.LARGE);
        Slots.Slot express = take(ONE, Rank.SMALL);
        request("large", ONE, Rank.LARGE, 1);
        request("small", ONE, Rank.SMALL, 2);
        request("urgent", ONE, Rank.URGENT, 3);
        express.close();
        assertThat(granted.take()).isEqualTo("urgent");
        ordinary.close();
        assertThat(granted.take()).isEqualTo("small");
        assertThat(granted).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void limitOfAnOriginDoesNotBlockAnother() throws Exception {
        limit(4, 1);
        take(ONE, Rank.LARGE);
        request("of one", ONE, Rank.LARGE, 1);
        take(TWO, Rank.LARGE).close();
        assertThat(granted).isEmpty();
    }

    @Test
    void originWithFewerRunningComesFirst() throws Exception {
        limit(2, 0);
        Slots.Slot first = take(ONE, Rank.LARGE);
        take(ONE, Rank.LARGE);
        request("of one", ONE, Rank.LARGE, 1);
        request("of two", TWO, Rank.LARGE, 2);
        first.close();
        assertThat(granted.take()).isEqualTo("of two");
    }

    @Test
    void higherLimitGrantsWaitingSlots() throws Exception {
        limit(1, 0);
        take(ONE, Rank.LARGE);
        request("second", ONE, Rank.LARGE, 1);
        limit(2, 0);
        assertThat(granted.take()).isEqualTo("second");
    }

    @Test
    void lowerLimitDoesNotEndRunningTransfers() throws Exception {
        limit(2, 0);
        List<Slots.Slot> running = new ArrayList<>(List.of(take(ONE, Rank.LARGE), take(ONE, Rank.LARGE)));
        limit(1, 0);
        request("third", ONE, Rank.LARGE, 1);
        running.remove(0).close();
        assertThat(waiting()).isEqualTo(1);
        running.remove(0).close();
        assertThat(granted.take()).isEqualTo("third");
    }

    @Test
    void cancelEndsTheWait() throws Exception {
        limit(1, 0);
        Slots.Slot running = take(ONE, Rank.LARGE);
        try (Call waiting = call.child()) {
            CompletableFuture<ImageException> end = new CompletableFuture<>();
            start(() -> end.complete(
                    catchThrowableOfType(ImageException.class, () -> slots.take(ONE, Rank.LARGE, waiting))));
            await().until(() -> waiting() == 1);
            waiting.cancel("enough");
            assertThat(end.get().code()).isEqualTo(ErrorCode.CANCELLED);
        }
        assertThat(waiting()).isZero();
        running.close();
        take(ONE, Rank.LARGE);
    }

    @Test
    void closingTwiceReleasesOneSlot() throws Exception {
        limit(1, 0);
        Slots.Slot first = take(ONE, Rank.LARGE);
        first.close();
        first.close();
        take(ONE, Rank.LARGE);
        request("second", ONE, Rank.LARGE, 1);
        assertThat(granted).isEmpty();
    }

    private void limit(int maxRunning, int perOrigin) {
        slots.limit(new Limits(maxRunning, perOrigin, 0, 0, 0));
    }

    private Slots.Slot take(Origin origin, Rank rank) throws ImageException {
        return slots.take(origin, rank, call);
    }

    /** Requests a slot on another thread, and returns as soon as a number of threads wait. */
    private void request(String name, Origin origin, Rank rank, int waiting) {
        start(() -> {
            try {
                take(origin, rank);
                granted.add(name);
            } catch (ImageException e) {
                granted.add(name + " " + e.code());
            }
        });
        await().until(() -> waiting() == waiting);
    }

    private void retake(String name, Slots.Slot slot, int waiting) {
        start(() -> {
            try {
                slot.retake(call);
                granted.add(name);
            } catch (ImageException e) {
                granted.add(name + " " + e.code());
            }
        });
        await().until(() -> waiting() == waiting);
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** The number of threads that wait for a slot. */
    private long waiting() {
        return threads.stream().filter(SlotsTest::waits).count();
    }

    private static boolean waits(Thread thread) {
        boolean inSlots = Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Slots.class.getName()));
        return inSlots
                && EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(thread.getState());
    }

    private static Origin origin(String reference) {
        try {
            return ImageReference.parse(reference).origin();
        } catch (ImageException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
