// SPDX-License-Identifier: Apache-2.0
package io.ingot.console.internal.command;

import io.ingot.console.internal.output.ByteCount;
import io.ingot.console.internal.output.Outcome;
import io.ingot.console.internal.output.ProgressDisplay;
import io.ingot.console.internal.syntax.Arguments;
import io.ingot.console.internal.syntax.CredentialOptions;
import io.ingot.console.internal.syntax.Declare;
import io.ingot.image.Call;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.client.Fetch;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.FetchedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/** {@code fetch}: an image where it is wanted, verified. */
public final class FetchCommand implements Command {
    private static final String DIGEST = "--digest";
    private static final String NO_STORE = "--no-store";

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Declare.command(
                        "fetch", "Puts an image at a destination: whole and verified, or not at all.")
                .addPositional(References.operand())
                .addPositional(Declare.operand(1, "DEST", "The file that the image becomes, in a folder that exists."))
                .addOption(ChecksumOption.spec())
                .addOption(Declare.repeatable(DIGEST, "ALGORITHM", "A digest to compute besides SHA-256."))
                .addOption(Declare.flag("Take the image neither from the store nor into it.", NO_STORE))
                .addOption(SegmentsOption.spec())
                .addOption(ListingOption.spec());
        CredentialOptions.declare(spec);
        return spec;
    }

    @Override
    public Outcome run(Arguments arguments, Workplace workplace) throws ImageException {
        FetchRequest request = request(arguments, workplace);
        FetchedImage image = fetch(request, workplace);
        return Outcome.of(json(image), lines(image)).warnings(warnings(image));
    }

    private static FetchRequest request(Arguments arguments, Workplace workplace) throws ImageException {
        ImageReference reference = References.parse(arguments);
        FetchRequest request = FetchRequest.of(
                References.request(reference, arguments, workplace.folder()),
                Destination.parse(arguments.operand(1).orElseThrow(), workplace.folder()));
        request = SegmentsOption.apply(ChecksumOption.apply(request, arguments), arguments);
        try {
            request = request.digests(arguments.values(DIGEST));
        } catch (IllegalArgumentException e) {
            throw new ImageException(ErrorCode.USAGE, DIGEST + ": " + e.getMessage(), e);
        }
        request = arguments.has(NO_STORE) ? request.noStore() : request;
        request = workplace.user().map(request::requester).orElse(request);
        return ListingOption.given(arguments) ? request.acceptListing() : request;
    }

    private static FetchedImage fetch(FetchRequest request, Workplace workplace) throws ImageException {
        Call call = workplace.call();
        Fetch fetch =
                workplace.fetcher().fetch(call.remaining().map(request::timeout).orElse(request));
        try (Call.Escape escape = call.onCancel(fetch::cancel);
                ProgressDisplay display = workplace.progress()) {
            return Attendance.await(fetch.result(), call, () -> display.show(fetch.progress()));
        }
    }

    private static Map<String, Object> json(FetchedImage image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", image.reference().toString());
        json.put("path", image.path().toString());
        json.put("size", image.size());
        json.put("digests", Facts.byAlgorithm(image.digests()));
        json.put("verified", image.verified());
        json.put("source", source(image));
        if (image.stale()) {
            json.put("stale", true);
        }
        json.put("bytesTransferred", image.bytesTransferred());
        json.put("bytesReused", image.bytesReused());
        json.put("seconds", seconds(image));
        return json;
    }

    private static List<String> lines(FetchedImage image) {
        String size = ByteCount.of(image.size()) + " from " + source(image);
        String time = String.format(Locale.ROOT, " in %.1f s", seconds(image));
        String stale = image.stale() ? ", stale" : "";
        String verified = image.verified() ? ", verified" : ", not verified";
        List<String> lines = new ArrayList<>(List.of(image.path() + ": " + size + time + stale + verified));
        image.digests().forEach(digest -> lines.add(digest.toString()));
        return lines;
    }

    /** The engine says more than that it is stale, if it says anything. */
    private static List<String> warnings(FetchedImage image) {
        return image.stale() && image.warnings().isEmpty()
                ? List.of("the origin could not be asked: what was held may be out of date")
                : image.warnings();
    }

    private static String source(FetchedImage image) {
        return image.source().name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(FetchedImage image) {
        return TimeUnit.NANOSECONDS.toMicros(image.duration().toNanos()) / 1e6;
    }
}
