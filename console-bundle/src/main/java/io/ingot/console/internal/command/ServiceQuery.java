// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ImageServices;
import java.util.concurrent.CompletableFuture;

/** Asks a service something: on a thread of its own, so that the asking one can be interrupted. */
final class ServiceQuery {
    private ServiceQuery() {}

    /** Asks the door what is known of an image. */
    static ImageInfo show(ImageRequest request, CommandContext workplace) throws ImageException {
        ImageServices services = workplace.services();
        return ask("show", workplace.call(), call -> services.show(request, call));
    }

    /**
     * Waits for an answer.
     *
     * @param about a word for the name of the thread
     * @throws ImageException what the one who was asked threw, or what ended the call
     */
    static <T> T ask(String about, Call call, Asked<T> asked) throws ImageException {
        return ask(about, call, asked, () -> {});
    }

    /** The same; {@code tick} is run now and then while it waits. */
    static <T> T ask(String about, Call call, Asked<T> asked, Runnable tick) throws ImageException {
        return InterruptibleWait.await(begin(about, call, asked), call, tick);
    }

    /** The same for what nothing can unblock, such as reading from a terminal: it is left to itself when the call ends. */
    static <T> T askPatient(String about, Call call, Asked<T> asked) throws ImageException {
        CompletableFuture<T> answer = begin(about, call, asked);
        try (Call.Registration escape = call.onCancel(() -> answer.cancel(false))) {
            return InterruptibleWait.await(answer, call, () -> {});
        }
    }

    private static <T> CompletableFuture<T> begin(String about, Call call, Asked<T> asked) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> answer(asked, call, answer), "ingot-console-" + about);
        asking.setContextClassLoader(null);
        asking.setDaemon(true);
        asking.start();
        return answer;
    }

    private static <T> void answer(Asked<T> asked, Call call, CompletableFuture<T> answer) {
        try {
            answer.complete(asked.answer(call));
        } catch (ImageException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** Who knows the answer. */
    interface Asked<T> {
        T answer(Call call) throws ImageException;
    }
}
