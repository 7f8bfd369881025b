// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ImageServices;
import java.util.concurrent.CompletableFuture;

/** Asks the door what is known of an image: on a thread of its own, so that the asking one can be interrupted. */
final class Question {
    private Question() {}

    static ImageInfo show(ImageRequest request, Workplace workplace) throws ImageException {
        ImageServices services = workplace.services();
        Call call = workplace.call();
        CompletableFuture<ImageInfo> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> ask(services, request, call, answer), "ingot-console-show");
        asking.setContextClassLoader(null);
        asking.setDaemon(true);
        asking.start();
        return Attendance.await(answer, call, () -> {});
    }

    private static void ask(
            ImageServices services, ImageRequest request, Call call, CompletableFuture<ImageInfo> answer) {
        try {
            answer.complete(services.show(request, call));
        } catch (ImageException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }
}
