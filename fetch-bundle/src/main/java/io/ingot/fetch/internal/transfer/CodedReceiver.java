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
 * Receives an image in a content coding: the decoded form, the coded one, or both until a checksum decides. Each
 * attempt starts from the first byte. Not safe for concurrent use.
 */
final class CodedReceiver {
    private final TransferJob job;
    private final ChosenTarget target;
    private @Nullable DraftPart decodedDraft;
    private @Nullable DraftPart codedDraft;

    CodedReceiver(TransferJob job, ChosenTarget target) {
        this.job = job;
        this.target = target;
    }

    /** Returns the size of the decoded form in this attempt; empty if the body is not coded. */
    OptionalLong partBytes() {
        return decodedDraft == null ? OptionalLong.empty() : OptionalLong.of(decodedDraft.size());
    }

    /** Begins an attempt. */
    void beginAttempt() {
        decodedDraft = null;
    }

    /** Drops the parts, since another target was chosen. */
    void reset() {
        decodedDraft = null;
        codedDraft = null;
    }

    /**
     * Receives a body to its end, and commits the first form that has all expected checksums.
     *
     * @param into the part that the decoded form replaces
     * @param connection watches the body
     * @param attempt watches the whole attempt
     */
    VerifiedImage receive(
            ResolvedSource source, Body body, PartialImage into, Watchdog.Watch connection, Watchdog.Watch attempt)
            throws IOException {
        CodedBody coded = new CodedBody(source, body.coding().orElseThrow(), job.sizes(), connection);
        List<DraftPart> forms = receiveForms(source, coded, body, into, new Watches(connection, attempt));
        boolean mayBeTruncated = job.sizes().mayBeTruncated(source, !body.isEndProven());
        return commit(source, forms, coded.prefersCoded(), mayBeTruncated, attempt);
    }

    /**
     * The watches of an attempt over one connection.
     *
     * @param connection watches the body
     * @param attempt watches the whole attempt
     */
    private record Watches(Watchdog.Watch connection, Watchdog.Watch attempt) {}

    /** Receives the forms on a thread that can be left behind; their outputs are closed on the calling thread. */
    private List<DraftPart> receiveForms(
            ResolvedSource source, CodedBody coded, Body body, PartialImage into, Watches watches) throws IOException {
        job.meter().reused(0);
        job.meter().total(OptionalLong.empty());
        DraftPart plainForm = LocalWork.locally(() -> {
            into.restart();
            return DraftPart.begin(into.part(), source.expectation().algorithms());
        });
        decodedDraft = plainForm;
        ServiceCode code = new ServiceCode();
        Watchdog.Watch watch = watches.connection();
        OriginReader reader = new OriginReader(job, source.reference(), body, watch, code);
        Optional<DraftPart> codedForm = coded.mayBeCoded() ? Optional.of(codedDraft(source)) : Optional.empty();
        List<CodedOutput> outputs = new ArrayList<>();
        try (CodedOutput codedOutput = codedForm
                        .map(draft -> CodedOutput.to(draft, job.context(), watch, outputs))
                        .orElse(CodedOutput.DISCARD);
                CodedOutput plainOutput = coded.mayBeDecoded()
                        ? CodedOutput.to(plainForm, job.context(), watch, outputs)
                        : CodedOutput.DISCARD) {
            boolean complete = ServiceThread.run(
                    job.context(),
                    source.reference(),
                    code,
                    watch,
                    watches.attempt()::keepAlive,
                    () -> coded.receive(reader, codedOutput, plainOutput));
            return Stream.concat(complete ? Stream.of(plainForm) : Stream.empty(), codedForm.stream())
                    .toList();
        }
    }

    private DraftPart codedDraft(ResolvedSource source) throws LocalFailure {
        return LocalWork.locally(() -> {
            DraftPart draft = codedDraft;
            if (draft == null) {
                draft = DraftPart.begin(
                        target.codedPart(source), source.expectation().algorithms());
                codedDraft = draft;
            } else {
                draft.restart(source.expectation().algorithms());
            }
            return draft;
        });
    }

    /** @param prefersCoded whether the coded form is the image unless a checksum says otherwise */
    private VerifiedImage commit(
            ResolvedSource source,
            List<DraftPart> forms,
            boolean prefersCoded,
            boolean mayBeTruncated,
            Watchdog.Watch attempt)
            throws IOException {
        job.meter().phase(FetchPhase.COMMITTING);
        List<Mismatch> mismatches = new ArrayList<>();
        for (DraftPart form : forms) {
            job.sizes().checkSize(source.reference(), form.size());
            List<Checksum> digests = form.digests();
            Optional<Checksum> mismatch = source.expectation().firstMismatch(digests);
            if (mismatch.isEmpty()) {
                boolean preferred = (form == codedDraft) == prefersCoded;
                VerifiedImage image = new VerifiedImage(
                        form.size(), digests, source.expectation(), FetchedImage.Source.ORIGIN, mayBeTruncated);
                return target.commit(source, form.part(), image, preferred && !mayBeTruncated, attempt);
            }
            mismatches.add(new Mismatch(mismatch.get(), digests));
        }
        throw Mismatch.failure(source.reference(), mismatches);
    }
}
