// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One authentication, made by one caller, on which others wait. */
final class PendingAuthentication {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** At most one of the two; neither if whoever made the attempt gave it up. */
    private record Outcome(@Nullable Grant grant, @Nullable ImageException failure) {}

    void succeed(Grant grant) {
        outcome.complete(new Outcome(grant, null));
    }

    void fail(ImageException failure) {
        outcome.complete(new Outcome(null, failure));
    }

    /** Changes nothing if it succeeded or failed before. */
    void abandon() {
        outcome.complete(new Outcome(null, null));
    }

    /**
     * Waits for its end, or for that of the call.
     *
     * @return the grant; absent if the attempt was given up, and somebody else has to make one
     * @throws ImageException why it failed, or what ended the call
     */
    Optional<Grant> await(Call call) throws ImageException {
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        try (Call.Registration escape = call.onCancel(() -> ended.complete(new Outcome(null, null)))) {
            CompletableFuture.anyOf(outcome, ended).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "the thread was interrupted while it waited for Keystone");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes these with an exception", e);
        }
        call.check();
        Outcome known = outcome.join();
        if (known.failure() != null) {
            // A copy: each who waited has an exception of his own.
            throw known.failure().detached();
        }
        return Optional.ofNullable(known.grant());
    }
}
