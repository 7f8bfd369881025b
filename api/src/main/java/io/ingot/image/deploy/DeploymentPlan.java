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
    private final @Nullable ImageReference agentUrl;
    private final @Nullable ImageReference installationTree;
    private final List<SpaceNeed> space;

    private DeploymentPlan(Builder builder) {
        bootOption = builder.bootOption;
        wholeDisk = builder.wholeDisk;
        reason = builder.reason;
        images = builder.images;
        problems = builder.problems;
        warnings = builder.warnings;
        agentUrl = builder.agentUrl;
        installationTree = builder.installationTree;
        space = builder.space;
    }

    /** A builder of a plan without images, problems and warnings. */
    public static Builder builder(BootOption bootOption) {
        return new Builder(bootOption);
    }

    /** A builder with what this plan says. */
    public Builder toBuilder() {
        return new Builder(this);
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
        ImageException told = new ImageException(first.code(), line(first) + more)
                .withDetails(problems.stream().map(DeploymentPlan::line).toList());
        ImageException failure = first.service().map(told::withService).orElse(told);
        if (!problems.stream().allMatch(Problem::retryable)) {
            return Optional.of(failure.nonRetryable());
        }
        Optional<Duration> pause = problems.stream()
                .flatMap(problem -> problem.retryAfter().stream())
                .max(Comparator.naturalOrder());
        return Optional.of(pause.map(failure::withRetryAfter).orElse(failure));
    }

    private static String line(Problem problem) {
        return problem.field() + ": " + problem.message();
    }

    /** Builds a plan. Each method replaces what was said before. Not safe for concurrent use. */
    public static final class Builder {
        private final BootOption bootOption;
        private @Nullable Boolean wholeDisk;
        private String reason = "";
        private List<PlannedImage> images = List.of();
        private List<Problem> problems = List.of();
        private List<String> warnings = List.of();
        private @Nullable ImageReference agentUrl;
        private @Nullable ImageReference installationTree;
        private List<SpaceNeed> space = List.of();

        private Builder(BootOption bootOption) {
            this.bootOption = Objects.requireNonNull(bootOption);
        }

        private Builder(DeploymentPlan plan) {
            bootOption = plan.bootOption;
            wholeDisk = plan.wholeDisk;
            reason = plan.reason;
            images = plan.images;
            problems = plan.problems;
            warnings = plan.warnings;
            agentUrl = plan.agentUrl;
            installationTree = plan.installationTree;
            space = plan.space;
        }

        /**
         * See {@link DeploymentPlan#wholeDisk} and {@link DeploymentPlan#reason}.
         *
         * @param answer empty if there is no image, or if nobody can tell
         * @param why why that is so, one sentence
         */
        public Builder wholeDisk(Optional<Boolean> answer, String why) {
            wholeDisk = answer.orElse(null);
            reason = Objects.requireNonNull(why);
            return this;
        }

        /** See {@link DeploymentPlan#images}. */
        public Builder images(List<PlannedImage> needed) {
            images = List.copyOf(needed);
            return this;
        }

        /** See {@link DeploymentPlan#problems}. */
        public Builder problems(List<Problem> found) {
            problems = List.copyOf(found);
            return this;
        }

        /** See {@link DeploymentPlan#warnings}. */
        public Builder warnings(List<String> sentences) {
            warnings = List.copyOf(sentences);
            return this;
        }

        /** See {@link DeploymentPlan#agentUrl}. */
        public Builder agentUrl(ImageReference url) {
            agentUrl = Objects.requireNonNull(url);
            return this;
        }

        /** See {@link DeploymentPlan#installationTree}. */
        public Builder installationTree(ImageReference folder) {
            installationTree = Objects.requireNonNull(folder);
            return this;
        }

        /** See {@link DeploymentPlan#space}. */
        public Builder space(List<SpaceNeed> needs) {
            space = List.copyOf(needs);
            return this;
        }

        /** The plan. */
        public DeploymentPlan build() {
            return new DeploymentPlan(this);
        }
    }
}
