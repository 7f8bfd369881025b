// SPDX-License-Identifier: Apache-2.0
package io.ingot.fetch.internal.checksum;

import io.ingot.access.AccessPolicy;
import io.ingot.common.text.Printable;
import io.ingot.fetch.internal.progress.ResolverAttempts;
import io.ingot.fetch.internal.source.EndOfCall;
import io.ingot.fetch.internal.transfer.RetrySettings;
import io.ingot.fetch.internal.transfer.SmallFile;
import io.ingot.fetch.internal.transfer.TransferContext;
import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ChecksumFileRequest;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.spi.ChecksumSignatures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The checksum files of one request: fetched, verified where that is asked for, and read. Used by one thread. */
public final class ChecksumFiles {
    private static final int MOST_SIGNATURE_BYTES = 256 * 1024;

    private static final Set<ErrorCode> ABSENT = Set.of(ErrorCode.NOT_FOUND, ErrorCode.INVALID_REFERENCE);

    private final TransferContext equipment;
    private final Signatures signatures;
    private final Rules rules;
    private final Map<ImageRequest, ChecksumFile> read = new HashMap<>();

    /**
     * How they are read.
     *
     * @param retries how failed attempts are repeated
     * @param asking how they are asked for, and how long one attempt may take
     * @param signed whether they must be signed
     */
    public record Rules(RetrySettings retries, ResolverAttempts asking, boolean signed) {}

    /**
     * What came of them.
     *
     * @param request wants what they say, and has no checksum files any more
     * @param warnings what a person should know of it
     */
    public record Outcome(FetchRequest request, List<String> warnings) {}

    /** Nothing has been read. */
    public ChecksumFiles(TransferContext equipment, Signatures signatures, Rules rules) {
        this.equipment = equipment;
        this.signatures = signatures;
        this.rules = rules;
    }

    /**
     * Finds what the files of a request say of its image. The line is that with the name beside the reference of the file
     * ({@code #NAME}); without one, that with the name of the image as it is asked for, else as it is after redirects, which
     * is warned of, and refused where the file must be signed.
     *
     * <p>A file without a checksum that counts is passed over, with a warning, where a strong one is beside it.
     *
     * @throws ImageException INVALID_METADATA if one says nothing that can be used, or something ambiguous; REFUSED_BY_POLICY if
     *     it has but weak checksums; UNTRUSTED and INVALID_CONFIGURATION where it must be signed; or what reading it failed with
     */
    public Outcome read(FetchRequest request, Call call) throws ImageException {
        List<Checksum> found = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<ImageException> refusals = new ArrayList<>();
        AccessPolicy policy = equipment.policy();
        for (ChecksumFileRequest wanted : request.checksumFiles()) {
            ImageRequest asked = wanted.file();
            List<Checksum> inFile = ofAlgorithm(wanted, find(wanted, request.image(), warnings, call));
            ChecksumSelection selection =
                    ChecksumSelection.of(inFile, asked.reference().toString(), policy);
            found.addAll(selection.checksums());
            warnings.addAll(selection.warnings());
            selection.refusal().ifPresent(refusals::add);
        }
        boolean strong =
                Stream.concat(request.checksums().stream(), found.stream()).anyMatch(Checksum::strong);
        if (!refusals.isEmpty() && !strong) {
            throw refusals.get(0);
        }
        return new Outcome(request.checksumsRead(found), warnings);
    }

    /** @throws ImageException INVALID_METADATA if the file has none of the algorithm that is wanted */
    private static List<Checksum> ofAlgorithm(ChecksumFileRequest wanted, List<Checksum> found) throws ImageException {
        if (wanted.algorithm().isEmpty()) {
            return found;
        }
        String algorithm = wanted.algorithm().get();
        List<Checksum> fitting = found.stream()
                .filter(checksum -> checksum.algorithm().equals(algorithm))
                .toList();
        if (fitting.isEmpty()) {
            String file = wanted.file().reference().toString();
            String there = found.stream().map(Checksum::algorithm).distinct().collect(Collectors.joining(", "));
            throw ChecksumText.refusal("the checksum file " + file + " has for the image no " + algorithm + ", but "
                            + there + "; ask for an algorithm that it has")
                    .about(file);
        }
        return fitting;
    }

    private List<Checksum> find(ChecksumFileRequest wanted, ImageRequest image, List<String> warnings, Call call)
            throws ImageException {
        ImageRequest asked = wanted.file();
        ChecksumFile written = file(asked, image.reference(), call);
        ChecksumFile file = wanted.algorithm().map(written::assuming).orElse(written);
        Optional<Checksum> alone = file.alone();
        if (alone.isPresent()) {
            if (rules.signed()) {
                warnings.add(
                        "the checksum file " + asked.reference() + " is signed and names no image: whoever puts another"
                                + " such file in its place says which one this is");
            }
            return List.of(alone.get());
        }
        List<WantedName> names = new ArrayList<>();
        Optional<String> fragment = asked.reference().fragment();
        fragment.flatMap(WantedName::written)
                .or(() -> WantedName.of(image.reference()))
                .ifPresent(names::add);
        List<Checksum> found = names.isEmpty() ? List.of() : named(names.get(0), file, asked);
        if (found.isEmpty() && fragment.isEmpty()) {
            Optional<WantedName> later = nameAfterRedirects(image, call);
            if (later.isPresent()) {
                names.add(later.get());
                found = named(later.get(), file, asked);
                if (!found.isEmpty()) {
                    warnings.add(chosenByARedirect(asked, image, later.get()));
                }
            }
        }
        if (found.isEmpty()) {
            throw file.missing(names).about(asked.reference().toString());
        }
        return found;
    }

    private static List<Checksum> named(WantedName name, ChecksumFile file, ImageRequest asked) throws ImageException {
        try {
            return file.of(name);
        } catch (ImageException e) {
            throw e.about(asked.reference().toString());
        }
    }

    /**
     * What is to be said of a line that only the name after redirects is on: who answers for the image has chosen it. That
     * is not good enough for a file that must be signed, since a signature is to hold against just these.
     *
     * @throws ImageException INVALID_METADATA if the file must be signed
     */
    private String chosenByARedirect(ImageRequest asked, ImageRequest image, WantedName name) throws ImageException {
        String fact = "the checksum file " + asked.reference() + " names " + Printable.quoted(name.toString())
                + ", to which " + image.reference() + " is redirected, and not the image as it is asked for; ";
        String remedy = "append #NAME to its URL to say which image is meant";
        if (rules.signed()) {
            throw ChecksumText.refusal(
                            fact + "of a file that must be signed, a redirect does not choose the line: " + remedy)
                    .about(asked.reference().toString());
        }
        return fact + "whoever redirects has chosen the line: " + remedy;
    }

    private Optional<WantedName> nameAfterRedirects(ImageRequest image, Call call) throws ImageException {
        return equipment
                .resolver()
                .show(image, rules.asking().limits(), call)
                .finalReference()
                .flatMap(WantedName::of);
    }

    private ChecksumFile file(ImageRequest asked, ImageReference image, Call call) throws ImageException {
        ImageRequest request = at(asked, before(asked.reference().exact(), "#"));
        ChecksumFile known = read.get(request);
        if (known != null) {
            return known;
        }
        try {
            ChecksumFile file = ChecksumFile.parse(
                    text(request, call),
                    "the checksum file " + request.reference(),
                    AlgorithmName.ofFile(request.reference().fileName()));
            read.put(request, file);
            return file;
        } catch (ImageException e) {
            EndOfCall.check(call, e);
            List<String> details = new ArrayList<>(e.details());
            details.add("while reading the checksum file " + request.reference() + " of " + image);
            throw e.withDetails(details).about(asked.reference().toString());
        }
    }

    private String text(ImageRequest request, Call call) throws ImageException {
        String name = "the checksum file " + request.reference();
        if (!rules.signed()) {
            return ChecksumText.of(bytes(request, ChecksumText.MOST_BYTES, call), name);
        }
        try {
            ChecksumSignatures verifier = signatures.present();
            byte[] document = bytes(request, ChecksumText.MOST_BYTES, call);
            ChecksumText.of(document, name);
            String signed = verifier.signsItself(document)
                    ? verifier.verify(document, name).text()
                    : verifiedApart(verifier, request, document, name, call);
            return ChecksumText.of(signed.getBytes(StandardCharsets.UTF_8), name);
        } catch (LinkageError e) { // its bundle left in the middle
            throw Signatures.absent();
        }
    }

    private String verifiedApart(
            ChecksumSignatures verifier, ImageRequest request, byte[] document, String name, Call call)
            throws ImageException {
        ImageException failure = new ImageException(
                ErrorCode.UNTRUSTED,
                name + " is not signed: it has no signature within itself, and none lies beside it ("
                        + String.join(", ", verifier.detachedSuffixes())
                        + "), but io.ingot.fetch/checksumSignatures is require");
        for (String suffix : verifier.detachedSuffixes()) {
            byte[] signature;
            try {
                ImageRequest beside = at(request, appended(request.reference(), suffix));
                signature = bytes(beside, MOST_SIGNATURE_BYTES, call);
            } catch (ImageException e) {
                EndOfCall.check(call, e);
                // Servers do not say NOT_FOUND alone for what is not there, and an id in a catalogue has nothing beside
                // it.
                failure = ABSENT.contains(e.code()) ? failure : e;
                continue;
            }
            return verifier.verify(document, signature, name).text();
        }
        throw failure;
    }

    private byte[] bytes(ImageRequest request, int most, Call call) throws ImageException {
        return new SmallFile(equipment, request, most, rules.retries(), rules.asking()).read(call);
    }

    /** A reference to what lies beside another, asked for by the same caller. */
    private static ImageRequest at(ImageRequest asked, String reference) throws ImageException {
        ImageRequest there = ImageRequest.of(ImageReference.parse(reference));
        return asked.credentials().map(there::as).orElse(there);
    }

    private static String appended(ImageReference reference, String suffix) {
        String exact = reference.exact();
        String path = before(exact, "?");
        return path + suffix + exact.substring(path.length());
    }

    private static String before(String text, String mark) {
        int index = text.indexOf(mark);
        return index < 0 ? text : text.substring(0, index);
    }
}
