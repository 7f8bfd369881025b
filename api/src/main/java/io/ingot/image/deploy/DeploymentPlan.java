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

/**
 * The images that a deployment needs, and everything that is missing or wrong. Immutable; created by the planner, and
 * in tests.
 */
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

    /** Returns a builder for a plan without images, problems and warnings. */
    public static Builder builder(BootOption bootOption) {
        return new Builder(bootOption);
    }

    /** Returns a builder with the values of this plan. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Returns how the node boots. */
    public BootOption bootOption() {
        return bootOption;
    }

    /** Returns whether the image is of a whole disk; empty if there is no image, or if it cannot be determined. */
    public Optional<Boolean> wholeDisk() {
        return Optional.ofNullable(wholeDisk);
    }

    /** Returns the reason for {@link #wholeDisk}, one sentence. */
    public String reason() {
        return reason;
    }

    /** Returns the images that are required and specified, each role once. */
    public List<PlannedImage> images() {
        return images;
    }

    /** Returns everything that prevents the preparation; empty if nothing does. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns warnings for people, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Returns the URL, after redirects, from which the node's agent downloads the image itself, if {@code
     * image_download_source} is {@code http} and the image is available by HTTP. The plan includes the image with its
     * checksums; {@link DeploymentPlanner#prepare} does not fetch it.
     */
    public Optional<ImageReference> agentUrl() {
        return Optional.ofNullable(agentUrl);
    }

    /** Returns the folder on a server from which an installer reads instead of an image. */
    public Optional<ImageReference> installationTree() {
        return Optional.ofNullable(installationTree);
    }

    /** Returns the space that the images need in total, each file system once; empty if it cannot be determined. */
    public List<SpaceNeed> space() {
        return space;
    }

    /**
     * Returns the problems as one failure, with the code and message of the first INVALID_METADATA, or else of the
     * first problem, and all problems as details. It is retryable if all problems are, after the longest pause that a
     * server asked for. Empty if there are no problems.
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
        ImageException summary = new ImageException(first.code(), line(first) + more)
                .withDetails(problems.stream().map(DeploymentPlan::line).toList());
        ImageException failure = first.service().map(summary::withService).orElse(summary);
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

    /** A builder. Each method replaces an earlier value. Not safe for concurrent use. */
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
         * Sets {@link DeploymentPlan#wholeDisk} and {@link DeploymentPlan#reason}.
         *
         * @param wholeDisk empty if there is no image, or if it cannot be determined
         * @param reason one sentence
         */
        public Builder wholeDisk(Optional<Boolean> wholeDisk, String reason) {
            this.wholeDisk = wholeDisk.orElse(null);
            this.reason = Objects.requireNonNull(reason);
            return this;
        }

        /** Sets {@link DeploymentPlan#images}. */
        public Builder images(List<PlannedImage> images) {
            this.images = List.copyOf(images);
            return this;
        }

        /** Sets {@link DeploymentPlan#problems}. */
        public Builder problems(List<Problem> problems) {
            this.problems = List.copyOf(problems);
            return this;
        }

        /** Sets {@link DeploymentPlan#warnings}. */
        public Builder warnings(List<String> warnings) {
            this.warnings = List.copyOf(warnings);
            return this;
        }

        /** Sets {@link DeploymentPlan#agentUrl}. */
        public Builder agentUrl(ImageReference url) {
            agentUrl = Objects.requireNonNull(url);
            return this;
        }

        /** Sets {@link DeploymentPlan#installationTree}. */
        public Builder installationTree(ImageReference folder) {
            installationTree = Objects.requireNonNull(folder);
            return this;
        }

        /** Sets {@link DeploymentPlan#space}. */
        public Builder space(List<SpaceNeed> space) {
            this.space = List.copyOf(space);
            return this;
        }

        /** Returns the plan. */
        public DeploymentPlan build() {
            return new DeploymentPlan(this);
        }
    }
}
