// SPDX-License-Identifier: Apache-2.0
package io.ingot.glance.internal.keystone;

import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** An authentication that one caller performs and others wait for. */
final class PendingAuthentication {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** The grant or the failure; neither if the authentication was abandoned. */
    private record Outcome(@Nullable Grant grant, @Nullable ImageException failure) {}

    void succeed(Grant grant) {
        outcome.complete(new Outcome(grant, null));
    }

    void fail(ImageException failure) {
        outcome.complete(new Outcome(null, failure));
    }

    /** Ends the wait without a result, unless there is one already. */
    void abandon() {
        outcome.complete(new Outcome(null, null));
    }

    /**
     * Waits for the outcome, or for the end of the call.
     *
     * @return the grant; absent if the authentication was abandoned and another caller must perform one
     * @throws ImageException the failure, or what cancelled the call
     */
    Optional<Grant> await(Call call) throws ImageException {
        CompletableFuture<Outcome> cancelled = new CompletableFuture<>();
        try (Call.Registration registration = call.onCancel(() -> cancelled.complete(new Outcome(null, null)))) {
            CompletableFuture.anyOf(outcome, cancelled).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageException(ErrorCode.CANCELLED, "interrupted while waiting for Keystone");
        } catch (ExecutionException e) {
            throw new IllegalStateException("futures complete without exceptions", e);
        }
        call.check();
        Outcome result = outcome.join();
        if (result.failure() != null) {
            // A copy, so that each waiter has an exception of its own.
            throw result.failure().detached();
        }
        return Optional.ofNullable(result.grant());
    }
}
