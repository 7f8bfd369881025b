// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.access.CredentialStore;
import io.ingot.deploy.internal.field.Example;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.field.InstanceFields;
import io.ingot.deploy.internal.field.KnownFields;
import io.ingot.deploy.internal.query.ParallelQueries;
import io.ingot.deploy.internal.query.ParallelQueries.Outcome;
import io.ingot.deploy.internal.query.PlanningFolder;
import io.ingot.deploy.internal.rule.BootChoice;
import io.ingot.deploy.internal.rule.ClaimedChecksum;
import io.ingot.deploy.internal.rule.CredentialAudience;
import io.ingot.deploy.internal.rule.DeploymentReferences;
import io.ingot.deploy.internal.rule.FieldAtFault;
import io.ingot.deploy.internal.rule.HardwareRequirements;
import io.ingot.deploy.internal.rule.ImageChecksums;
import io.ingot.deploy.internal.rule.ImageProperties;
import io.ingot.deploy.internal.rule.PullSecret;
import io.ingot.deploy.internal.rule.RequiredImages;
import io.ingot.deploy.internal.rule.SourceFacts;
import io.ingot.deploy.internal.rule.WholeDisk;
import io.ingot.image.Call;
import io.ingot.image.Credentials;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import io.ingot.image.deploy.SpaceNeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds one plan: applies the rules, and queries the image services twice in between. For one thread. */
final class PlanBuilder {
    private static final String RESOLVER_BUNDLE = "io.ingot.resolver";
    private static final String ENGINE_BUNDLE = "io.ingot.fetch";

    private final DeploymentRequest request;
    private final DeploySettings settings;
    private final PlannerServices services;
    private final Findings findings = new Findings();
    private final InstanceFields fields;
    private final DeploymentReferences references;
    private final BootChoice boot;
    private final Optional<PullSecret> pullSecret;
    private final CredentialAudience audience;
    private final Path folder;

    PlanBuilder(DeploymentRequest request, DeploySettings settings, PlannerServices services) throws ImageException {
        this.request = request;
        this.settings = settings;
        this.services = services;
        folder = PlanningFolder.folder(request.nodeFolder(), services.store());
        KnownFields.check(request.instanceInfo(), request.strict(), findings);
        fields = InstanceFields.of(request.instanceInfo(), findings);
        references = DeploymentReferences.of(fields.images(), findings);
        boot = BootChoice.of(request.bootOption(), fields, settings.bootOption(), findings);
        pullSecret = pullSecret();
        audience = CredentialAudience.of(
                mainImage(),
                request.credentials().or(() -> pullSecret.map(PullSecret::credentials)),
                this::isCovered,
                services.resolver()::origin);
    }

    private void checkPullSecretTarget() {
        Optional<ImageReference> main = mainImage();
        if (pullSecret.isPresent() && main.isPresent() && !isCovered(main.get())) {
            findings.invalid(
                    Field.PULL_SECRET,
                    "image_pull_secret names credentials that do not apply to " + main.get()
                            + ": change the target of io.ingot.access.credentials~"
                            + pullSecret.get().name() + ", or name others",
                    "NAME");
        }
    }

    /** The first image that is named; only its server may see credentials. Absent, too, if its reference is invalid. */
    private Optional<ImageReference> mainImage() {
        return Stream.of(Role.IMAGE, Role.BOOT_ISO, Role.KERNEL, Role.RAMDISK)
                .filter(fields.present()::contains)
                .findFirst()
                .flatMap(references::given);
    }

    /**
     * Whether the credentials may be used for a reference. Named credentials are for their target only. A catalogue whose
     * references name no host has no target: it is the operator's own, whichever image is named.
     */
    private boolean isCovered(ImageReference reference) {
        Optional<String> name =
                pullSecret.map(PullSecret::name).filter(secretName -> !secretName.equals(Field.PULL_SECRET));
        if (name.isEmpty() || isCatalogueReference(reference)) {
            return true;
        }
        try {
            Optional<CredentialStore> store = services.credentials();
            return store.isPresent() && store.get().named(name.get(), reference).isPresent();
        } catch (ImageException e) {
            return false; // reported when they were looked up
        }
    }

    private boolean isCatalogueReference(ImageReference reference) {
        return reference.host().isPresent()
                && services.resolver().origin(reference).host().isEmpty();
    }

    DeploymentPlan plan(Call call) throws ImageException {
        checkPullSecretTarget();
        SourceFacts source = querySource(call);
        ImageProperties properties = ImageProperties.of(fields.properties(), source.properties(), findings);
        WholeDisk wholeDisk = boot.option() == BootOption.RAMDISK
                ? WholeDisk.of(fields, new SourceFacts.Absent(), properties, findings)
                : WholeDisk.of(fields, source, properties, findings);
        Map<Role, ImageReference> needed = new RequiredImages(
                        boot, fields, references.withProperties(properties), source, findings)
                .find(wholeDisk);
        HardwareRequirements.compare(fields, properties, findings);
        List<ClaimedChecksum> checksums = ImageChecksums.of(request.checksums(), fields.checksums(), findings);
        Optional<String> architecture = HardwareRequirements.architecture(request.architecture(), properties, findings);
        DraftImages draftImages = new DraftImages(
                request,
                boot.option(),
                audience,
                architecture,
                checksums,
                pullSecret.map(PullSecret::name),
                services::credentialsFor,
                folder,
                findings);
        List<PlannedImage> drafted = draftImages.images(needed, source, properties, fields.diskFormat());
        List<PlannedImage> images = previewAll(drafted, checksums, source, call);
        FinalChecks checks = new FinalChecks(request, settings, boot.option(), services, folder, findings);
        checks.check(images, source);
        Optional<ImageReference> agentUrl = AgentUrl.of(boot.option(), fields, images, findings);
        List<SpaceNeed> space = checks.space(agentUrl.isPresent() ? withoutDisk(images) : images);
        return builder(images, source, wholeDisk, agentUrl).space(space).build();
    }

    /** An image that the agent downloads itself takes no space here. */
    private static List<PlannedImage> withoutDisk(List<PlannedImage> images) {
        return images.stream().filter(image -> image.role() != Role.IMAGE).toList();
    }

    private DeploymentPlan.Builder builder(
            List<PlannedImage> images, SourceFacts source, WholeDisk wholeDisk, Optional<ImageReference> agentUrl) {
        for (PlannedImage image : images) {
            image.preview()
                    .map(FetchPreview::warnings)
                    .ifPresent(warnings -> warnings.forEach(
                            warning -> findings.warn(image.role().text() + ": " + warning)));
        }
        DeploymentPlan.Builder plan = DeploymentPlan.builder(boot.option())
                .wholeDisk(
                        wholeDisk.value(),
                        wholeDisk.reason() + "; boot option " + boot.option().text() + ", since " + boot.reason())
                .images(images)
                .problems(findings.problems())
                .warnings(findings.warnings());
        agentUrl.ifPresent(plan::agentUrl);
        return boot.option() == BootOption.KICKSTART && source instanceof SourceFacts.Known tree && tree.isFolder()
                ? plan.installationTree(
                        tree.info().flatMap(ImageInfo::finalReference).orElse(tree.reference()))
                : plan;
    }

    /** Asks the image service about {@code image_source}, unless the deployment does not use it. */
    private SourceFacts querySource(Call call) throws ImageException {
        Optional<ImageReference> given = references.given(Role.IMAGE);
        if (given.isEmpty()) {
            return fields.present().contains(Role.IMAGE) ? new SourceFacts.Malformed() : new SourceFacts.Absent();
        }
        if (!RequiredImages.readsSource(boot.option(), fields)) {
            return new SourceFacts.Absent();
        }
        ImageReference reference = given.get();
        ImageRequest request = audience.request(reference);
        ImageRequest image = request.architecture().map(request::architecture).orElse(request);
        Outcome<ImageInfo> outcome = ParallelQueries.<Role, ImageInfo>runAll(
                        RESOLVER_BUNDLE,
                        Map.of(Role.IMAGE, child -> services.resolver().show(image, child)),
                        call)
                .get(Role.IMAGE);
        if (outcome instanceof Outcome.Answered<ImageInfo> answered) {
            return new SourceFacts.Known(reference, answered.answer());
        }
        if (outcome instanceof Outcome.Failed<ImageInfo> failed) {
            FieldAtFault.report(Role.IMAGE, List.of(), failed.failure(), findings);
            return new SourceFacts.Unanswered(reference, failed.failure());
        }
        throw new ImageException(ErrorCode.INTERNAL, "no query ran for " + reference);
    }

    /** Previews all fetches in parallel; an image that has two roles is previewed once. */
    private List<PlannedImage> previewAll(
            List<PlannedImage> drafted, List<ClaimedChecksum> checksums, SourceFacts source, Call call)
            throws ImageException {
        Map<Subject, ParallelQueries.Query<FetchPreview>> queries = new LinkedHashMap<>();
        for (PlannedImage image : drafted) {
            if (isWorthAsking(image, source)) {
                queries.putIfAbsent(
                        Subject.of(image),
                        child -> services.fetcher()
                                .preview(image.fetch(PlanningFolder.unusedPath(folder, image.file())), child));
            }
        }
        Map<Subject, Outcome<FetchPreview>> outcomes = ParallelQueries.runAll(ENGINE_BUNDLE, queries, call);
        List<PlannedImage> images = new ArrayList<>();
        for (PlannedImage image : drafted) {
            Outcome<FetchPreview> outcome = outcomes.get(Subject.of(image));
            if (outcome instanceof Outcome.Answered<FetchPreview> answered) {
                images.add(image.toBuilder().preview(answered.answer()).build());
            } else {
                if (outcome instanceof Outcome.Failed<FetchPreview> failed) {
                    report(image, image.expected().isEmpty() ? List.of() : checksums, source, failed.failure());
                }
                images.add(image);
            }
        }
        return images;
    }

    private void report(PlannedImage image, List<ClaimedChecksum> claims, SourceFacts source, ImageException failure) {
        if (isUnanswered(image, source)) {
            FieldAtFault.reportChecksum(claims, failure, findings);
        } else {
            FieldAtFault.report(image.role(), claims, failure, findings);
            reportListing(image, source);
        }
    }

    /** Reports a listing where an image is expected: a failed checksum would hide that. */
    private void reportListing(PlannedImage image, SourceFacts source) {
        boolean listing = image.role() == Role.IMAGE && source.isFolder();
        if (listing
                && !findings.hasProblem(Role.IMAGE.field())
                && !image.fetch(folder.resolve(image.file())).options().acceptListing()) {
            findings.failed(
                    Role.IMAGE.field(),
                    new ImageException(
                            ErrorCode.UNACCEPTABLE,
                            image.reference()
                                    + " is a web page or a directory listing, not an image; name the file itself"),
                    Example.of(Role.IMAGE));
        }
    }

    /**
     * Whether to preview an image. If its service failed for good, its checksums may be wrong as well; a server that is
     * down is queried only once.
     */
    private static boolean isWorthAsking(PlannedImage image, SourceFacts source) {
        return !(image.role() == Role.IMAGE && source instanceof SourceFacts.Unanswered unanswered)
                || (!image.expected().isEmpty() && !unanswered.failure().retryable());
    }

    /** Whether the failure of the image has been reported already. */
    private static boolean isUnanswered(PlannedImage image, SourceFacts source) {
        return image.role() == Role.IMAGE && source instanceof SourceFacts.Unanswered;
    }

    private Optional<PullSecret> pullSecret() {
        if (request.credentials().isPresent()) {
            return Optional.empty();
        }
        return fields.pullSecret().flatMap(secret -> PullSecret.of(secret, this::configured, findings));
    }

    private Optional<Credentials> configured(String name) throws ImageException {
        Optional<CredentialStore> store = services.credentials();
        return store.isPresent() ? store.get().named(name) : Optional.empty();
    }

    /** An image and its checksums, in whichever role. */
    private record Subject(ImageRequest image, List<ExpectedChecksum> expected) {
        static Subject of(PlannedImage image) {
            return new Subject(image.request(), image.expected());
        }
    }
}
