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

/** Fetches, verifies and reads the checksum files of one request. Not safe for concurrent use. */
public final class ChecksumFiles {
    private static final int MAX_SIGNATURE_BYTES = 256 * 1024;

    private static final Set<ErrorCode> ABSENT = Set.of(ErrorCode.NOT_FOUND, ErrorCode.INVALID_REFERENCE);

    private final TransferContext context;
    private final Signatures signatures;
    private final Rules rules;
    private final Map<ImageRequest, ChecksumFile> filesRead = new HashMap<>();

    /**
     * The settings for reading checksum files.
     *
     * @param retries how failed attempts are repeated
     * @param resolverAttempts the limits for calls to the resolver, and for one attempt to read a file
     * @param requireSignature whether the files must be signed
     */
    public record Rules(RetrySettings retries, ResolverAttempts resolverAttempts, boolean requireSignature) {}

    /**
     * The checksums that were found.
     *
     * @param request the request with these checksums, and without checksum files
     * @param warnings for the user
     */
    public record Outcome(FetchRequest request, List<String> warnings) {}

    /** Creates a reader. */
    public ChecksumFiles(TransferContext context, Signatures signatures, Rules rules) {
        this.context = context;
        this.signatures = signatures;
        this.rules = rules;
    }

    /**
     * Reads the checksum files of a request, and selects the entries for its image. These are the entries with the name
     * in the fragment of the file's reference ({@code #NAME}); without one, those with the name of the image as
     * requested, or else its name after redirects, which leads to a warning, or to a refusal if the file must be
     * signed.
     *
     * <p>A file without an acceptable checksum is skipped, with a warning, if there is a strong checksum from
     * elsewhere.
     *
     * @throws ImageException INVALID_METADATA if a file has no usable entry, or an ambiguous one; REFUSED_BY_POLICY if
     *     it has only weak checksums; UNTRUSTED and INVALID_CONFIGURATION if it must be signed; or a failure to read it
     */
    public Outcome readAll(FetchRequest request, Call call) throws ImageException {
        List<Checksum> found = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        List<ImageException> refusals = new ArrayList<>();
        AccessPolicy policy = context.policy();
        for (ChecksumFileRequest expected : request.checksumFiles()) {
            ImageRequest file = expected.file();
            List<Checksum> inFile = ofAlgorithm(expected, findChecksums(expected, request.image(), warnings, call));
            ChecksumSelection selection =
                    ChecksumSelection.of(inFile, file.reference().toString(), policy);
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

    /** @throws ImageException INVALID_METADATA if the file has no checksum by the requested algorithm */
    private static List<Checksum> ofAlgorithm(ChecksumFileRequest expected, List<Checksum> found)
            throws ImageException {
        if (expected.algorithm().isEmpty()) {
            return found;
        }
        String algorithm = expected.algorithm().get();
        List<Checksum> matching = found.stream()
                .filter(checksum -> checksum.algorithm().equals(algorithm))
                .toList();
        if (matching.isEmpty()) {
            String file = expected.file().reference().toString();
            String available =
                    found.stream().map(Checksum::algorithm).distinct().collect(Collectors.joining(", "));
            throw ChecksumText.refusal("the checksum file " + file + " has no " + algorithm + " for the image, only "
                            + available + "; request one of these")
                    .about(file);
        }
        return matching;
    }

    private List<Checksum> findChecksums(
            ChecksumFileRequest expected, ImageRequest image, List<String> warnings, Call call) throws ImageException {
        ImageRequest request = expected.file();
        ChecksumFile parsed = file(request, image.reference(), call);
        ChecksumFile file = expected.algorithm().map(parsed::assuming).orElse(parsed);
        Optional<Checksum> single = file.singleChecksum();
        if (single.isPresent()) {
            if (rules.requireSignature()) {
                warnings.add("the checksum file " + request.reference()
                        + " is signed but does not name the image: another" + " signed file could be in its place");
            }
            return List.of(single.get());
        }
        List<ImageName> names = new ArrayList<>();
        Optional<String> fragment = request.reference().fragment();
        fragment.flatMap(ImageName::ofEncoded)
                .or(() -> ImageName.of(image.reference()))
                .ifPresent(names::add);
        List<Checksum> found = names.isEmpty() ? List.of() : checksumsOf(names.get(0), file, request);
        if (found.isEmpty() && fragment.isEmpty()) {
            Optional<ImageName> redirected = nameAfterRedirects(image, call);
            if (redirected.isPresent()) {
                names.add(redirected.get());
                found = checksumsOf(redirected.get(), file, request);
                if (!found.isEmpty()) {
                    warnings.add(redirectWarning(request, image, redirected.get()));
                }
            }
        }
        if (found.isEmpty()) {
            throw file.noEntryFor(names).about(request.reference().toString());
        }
        return found;
    }

    private static List<Checksum> checksumsOf(ImageName name, ChecksumFile file, ImageRequest request)
            throws ImageException {
        try {
            return file.checksumsOf(name);
        } catch (ImageException e) {
            throw e.about(request.reference().toString());
        }
    }

    /**
     * Returns the warning for an entry that was found only by the name after redirects, and was thus chosen by the
     * server of the image. For a file that must be signed this is a failure, since the signature is meant to protect
     * against that server.
     *
     * @throws ImageException INVALID_METADATA if the file must be signed
     */
    private String redirectWarning(ImageRequest request, ImageRequest image, ImageName name) throws ImageException {
        String fact = "the checksum file " + request.reference() + " names " + Printable.quoted(name.toString())
                + ", to which " + image.reference() + " is redirected, but not the requested image; ";
        String remedy = "append #NAME to its URL to name the image";
        if (rules.requireSignature()) {
            throw ChecksumText.refusal(
                            fact + "a redirect must not choose the line of a file that must be signed: " + remedy)
                    .about(request.reference().toString());
        }
        return fact + "the redirecting server has chosen the line: " + remedy;
    }

    private Optional<ImageName> nameAfterRedirects(ImageRequest image, Call call) throws ImageException {
        return context.resolver()
                .show(image, rules.resolverAttempts().limits(), call)
                .finalReference()
                .flatMap(ImageName::of);
    }

    private ChecksumFile file(ImageRequest named, ImageReference image, Call call) throws ImageException {
        ImageRequest request = requestFor(named, textBefore(named.reference().exact(), "#"));
        ChecksumFile known = filesRead.get(request);
        if (known != null) {
            return known;
        }
        try {
            ChecksumFile file = ChecksumFile.parse(
                    text(request, call),
                    "the checksum file " + request.reference(),
                    AlgorithmName.ofFile(request.reference().fileName()));
            filesRead.put(request, file);
            return file;
        } catch (ImageException e) {
            EndOfCall.check(call, e);
            List<String> details = new ArrayList<>(e.details());
            details.add("while reading the checksum file " + request.reference() + " of " + image);
            throw e.withDetails(details).about(named.reference().toString());
        }
    }

    private String text(ImageRequest request, Call call) throws ImageException {
        String name = "the checksum file " + request.reference();
        if (!rules.requireSignature()) {
            return ChecksumText.of(bytes(request, ChecksumText.MAX_BYTES, call), name);
        }
        try {
            ChecksumSignatures verifier = signatures.current();
            byte[] document = bytes(request, ChecksumText.MAX_BYTES, call);
            ChecksumText.of(document, name);
            String signed = verifier.signsItself(document)
                    ? verifier.verify(document, name).text()
                    : verifyDetached(verifier, request, document, name, call);
            return ChecksumText.of(signed.getBytes(StandardCharsets.UTF_8), name);
        } catch (LinkageError e) { // its bundle was updated or stopped meanwhile
            throw Signatures.absent();
        }
    }

    private String verifyDetached(
            ChecksumSignatures verifier, ImageRequest request, byte[] document, String name, Call call)
            throws ImageException {
        ImageException failure = new ImageException(
                ErrorCode.UNTRUSTED,
                name + " is not signed: it contains no signature, and there is none beside it ("
                        + String.join(", ", verifier.detachedSuffixes())
                        + "), but io.ingot.fetch/checksumSignatures is require");
        for (String suffix : verifier.detachedSuffixes()) {
            byte[] signature;
            try {
                ImageRequest adjacent = requestFor(request, appended(request.reference(), suffix));
                signature = bytes(adjacent, MAX_SIGNATURE_BYTES, call);
            } catch (ImageException e) {
                EndOfCall.check(call, e);
                // Some servers report other errors than NOT_FOUND, and a Glance id cannot have a suffix.
                failure = ABSENT.contains(e.code()) ? failure : e;
                continue;
            }
            return verifier.verify(document, signature, name).text();
        }
        throw failure;
    }

    private byte[] bytes(ImageRequest request, int maxBytes, Call call) throws ImageException {
        return new SmallFile(context, request, maxBytes, rules.retries(), rules.resolverAttempts()).read(call);
    }

    /** Returns a request for another reference with the credentials of a request. */
    private static ImageRequest requestFor(ImageRequest request, String reference) throws ImageException {
        ImageRequest other = ImageRequest.of(ImageReference.parse(reference));
        return request.credentials().map(other::as).orElse(other);
    }

    private static String appended(ImageReference reference, String suffix) {
        String exact = reference.exact();
        String path = textBefore(exact, "?");
        return path + suffix + exact.substring(path.length());
    }

    private static String textBefore(String text, String mark) {
        int index = text.indexOf(mark);
        return index < 0 ? text : text.substring(0, index);
    }
}
