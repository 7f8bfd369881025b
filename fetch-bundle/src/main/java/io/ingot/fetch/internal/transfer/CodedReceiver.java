// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.transfer;

import io.ingot.fetch.internal.buffer.LocalFailure;
import io.ingot.fetch.internal.digest.Mismatch;
import io.ingot.fetch.internal.part.PartialImage;
import io.ingot.fetch.internal.source.ResolvedSource;
import io.ingot.image.Checksum;
import io.ingot.image.FetchPhase;
import io.ingot.image.client.FetchedImage;
import io.ingot.image.spi.Body;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Receives an image in a content coding: the decoded form, the coded one, or both until a checksum decides. Each attempt
 * starts clean. Used by one thread.
 */
final class CodedReceiver {
    private final TransferJob job;
    private final ChosenTarget target;
    private @Nullable DraftPart decoded;
    private @Nullable DraftPart asSent;

    CodedReceiver(TransferJob job, ChosenTarget target) {
        this.job = job;
        this.target = target;
    }

    /** The bytes of the decoded form in this attempt; absent if its body is not coded. */
    OptionalLong held() {
        return decoded == null ? OptionalLong.empty() : OptionalLong.of(decoded.held());
    }

    /** An attempt begins, of which nothing is known. */
    void begin() {
        decoded = null;
    }

    /** Begins anew, with another target. */
    void forget() {
        decoded = null;
        asSent = null;
    }

    /**
     * Receives a body to its end; the first form with all wanted checksums lands.
     *
     * @param into what the decoded form takes the place of
     * @param connection watches the body
     * @param attempt watches the whole attempt
     */
    VerifiedImage receive(
            ResolvedSource source, Body body, PartialImage into, Watchdog.Watch connection, Watchdog.Watch attempt)
            throws IOException {
        CodedBody coded = new CodedBody(source, body.coding().orElseThrow(), job.sizes(), connection);
        List<DraftPart> forms = forms(source, coded, body, into, new Watches(connection, attempt));
        boolean perhapsCut = job.sizes().perhapsCut(source, !body.endProven());
        return land(source, forms, coded.codedIsMeant(), perhapsCut, attempt);
    }

    /**
     * The watches of an attempt over one connection.
     *
     * @param connection of the body
     * @param attempt of the whole
     */
    private record Watches(Watchdog.Watch connection, Watchdog.Watch attempt) {}

    /** Reads on a thread that can be left behind: what it pours into is closed on this one. */
    private List<DraftPart> forms(ResolvedSource source, CodedBody coded, Body body, PartialImage into, Watches watches)
            throws IOException {
        job.meter().reused(0);
        job.meter().total(OptionalLong.empty());
        DraftPart plainForm = LocalWork.locally(() -> {
            into.restart();
            return DraftPart.begin(into.part(), source.expectation().algorithms());
        });
        decoded = plainForm;
        ServiceCode code = new ServiceCode();
        Watchdog.Watch watch = watches.connection();
        OriginReader intake = new OriginReader(job, source.reference(), body.bytes(), watch, code);
        Optional<DraftPart> codedForm = coded.mayBeCoded() ? Optional.of(asSent(source)) : Optional.empty();
        List<CodedOutput> together = new ArrayList<>();
        try (CodedOutput codedOutput = codedForm
                        .map(draft -> CodedOutput.into(draft, job.context(), watch, together))
                        .orElse(CodedOutput.NOWHERE);
                CodedOutput plainOutput = coded.mayBeDecoded()
                        ? CodedOutput.into(plainForm, job.context(), watch, together)
                        : CodedOutput.NOWHERE) {
            boolean whole = ServiceThread.run(
                    job.context(),
                    source.reference(),
                    code,
                    watch,
                    watches.attempt()::alive,
                    () -> coded.receive(intake, codedOutput, plainOutput));
            return Stream.concat(whole ? Stream.of(plainForm) : Stream.empty(), codedForm.stream())
                    .toList();
        }
    }

    private DraftPart asSent(ResolvedSource source) throws LocalFailure {
        return LocalWork.locally(() -> {
            DraftPart known = asSent;
            if (known == null) {
                known = DraftPart.begin(
                        target.spare(source), source.expectation().algorithms());
                asSent = known;
            } else {
                known.restart(source.expectation().algorithms());
            }
            return known;
        });
    }

    /** @param codedIsUsual whether the coded form is the one that lands without a checksum */
    private VerifiedImage land(
            ResolvedSource source,
            List<DraftPart> forms,
            boolean codedIsUsual,
            boolean perhapsCut,
            Watchdog.Watch attempt)
            throws IOException {
        job.meter().phase(FetchPhase.COMMITTING);
        List<Mismatch> mismatches = new ArrayList<>();
        for (DraftPart form : forms) {
            job.sizes().size(source.reference(), form.held());
            List<Checksum> digests = form.digests();
            Optional<Checksum> unmet = source.expectation().unmet(digests);
            if (unmet.isEmpty()) {
                boolean usual = (form == asSent) == codedIsUsual;
                VerifiedImage image = new VerifiedImage(
                        form.held(), digests, source.expectation(), FetchedImage.Source.ORIGIN, perhapsCut);
                return target.land(source, form.part(), image, usual && !perhapsCut, attempt);
            }
            mismatches.add(new Mismatch(unmet.get(), digests));
        }
        throw Mismatch.of(source.reference(), mismatches);
    }
}
