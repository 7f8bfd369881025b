// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageReference;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a deployment needs, as far as it can be told. Immutable; made by the planner, and by tests. */
public final class DeploymentPlan {
    private final BootOption bootOption;
    private final @Nullable Boolean wholeDisk;
    private final String reason;
    private final List<PlannedImage> images;
    private final List<Problem> problems;
    private final List<String> warnings;
    private @Nullable ImageReference agentUrl;
    private @Nullable ImageReference installationTree;
    private List<SpaceNeed> space = List.of();

    private DeploymentPlan(
            BootOption bootOption,
            @Nullable Boolean wholeDisk,
            String reason,
            List<PlannedImage> images,
            List<Problem> problems,
            List<String> warnings) {
        this.bootOption = Objects.requireNonNull(bootOption);
        this.wholeDisk = wholeDisk;
        this.reason = Objects.requireNonNull(reason);
        this.images = List.copyOf(images);
        this.problems = List.copyOf(problems);
        this.warnings = List.copyOf(warnings);
    }

    private DeploymentPlan(DeploymentPlan other) {
        this(other.bootOption, other.wholeDisk, other.reason, other.images, other.problems, other.warnings);
        agentUrl = other.agentUrl;
        installationTree = other.installationTree;
        space = other.space;
    }

    /**
     * A plan.
     *
     * @param wholeDisk whether the image is that of a whole disk; empty if there is none, or if nobody can tell
     * @param reason why that is so, one sentence
     */
    public static DeploymentPlan of(
            BootOption bootOption,
            Optional<Boolean> wholeDisk,
            String reason,
            List<PlannedImage> images,
            List<Problem> problems,
            List<String> warnings) {
        return new DeploymentPlan(bootOption, wholeDisk.orElse(null), reason, images, problems, warnings);
    }

    /** The same, where an agent reads the image by itself. */
    public DeploymentPlan agentUrl(ImageReference url) {
        DeploymentPlan copy = new DeploymentPlan(this);
        copy.agentUrl = Objects.requireNonNull(url);
        return copy;
    }

    /** The same, where an installer is given a folder of a server. */
    public DeploymentPlan installationTree(ImageReference folder) {
        DeploymentPlan copy = new DeploymentPlan(this);
        copy.installationTree = Objects.requireNonNull(folder);
        return copy;
    }

    /** The same with the space that its images need together, each file system once. */
    public DeploymentPlan space(List<SpaceNeed> needs) {
        DeploymentPlan copy = new DeploymentPlan(this);
        copy.space = List.copyOf(needs);
        return copy;
    }

    /** How the node boots. */
    public BootOption bootOption() {
        return bootOption;
    }

    /** Whether the image is that of a whole disk; empty if there is none, or if nobody can tell. */
    public Optional<Boolean> wholeDisk() {
        return Optional.ofNullable(wholeDisk);
    }

    /** Why it is, or is not, one sentence. */
    public String reason() {
        return reason;
    }

    /** The images that are needed and named, each role once. */
    public List<PlannedImage> images() {
        return images;
    }

    /** Everything that keeps it from being prepared; empty if nothing does. */
    public List<Problem> problems() {
        return problems;
    }

    /** What a person should know besides, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Where an agent reads the image by itself, after redirects, if {@code image_download_source} is {@code http} and the
     * image can be had by HTTP. The plan has the image all the same, with its checksums; {@link DeploymentPlanner#prepare}
     * does not fetch it.
     */
    public Optional<ImageReference> agentUrl() {
        return Optional.ofNullable(agentUrl);
    }

    /** The folder of a server from which an installer reads, in the place of an image. */
    public Optional<ImageReference> installationTree() {
        return Optional.ofNullable(installationTree);
    }

    /** The space that the images need together, each file system once; empty where none can be told. */
    public List<SpaceNeed> space() {
        return space;
    }

    /**
     * The problems as one failure, told by one of them: the first that is INVALID_METADATA, if any is, else the first; its
     * details are all of them. It is retryable if all of them are, after the longest pause that a server asked for. Empty if
     * there are none.
     */
    public Optional<ImageException> failure() {
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        Problem first = problems.stream()
                .filter(problem -> problem.code() == ErrorCode.INVALID_METADATA)
                .findFirst()
                .orElse(problems.get(0));
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        ImageException failure = new ImageException(first.code(), line(first) + more)
                .withDetails(problems.stream().map(DeploymentPlan::line).toList());
        if (!problems.stream().allMatch(Problem::retryable)) {
            return Optional.of(failure.nonRetryable());
        }
        Optional<Duration> pause = problems.stream()
                .flatMap(problem -> problem.retryAfter().stream())
                .max(Comparator.naturalOrder());
        return Optional.of(pause.map(failure::after).orElse(failure));
    }

    private static String line(Problem problem) {
        return problem.field() + ": " + problem.message();
    }
}
