// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.Credentials;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be deployed, and what its caller knows besides. What is said here wins over {@code instance_info}. Immutable: each
 * method with a parameter answers with a changed copy.
 */
public final class DeploymentRequest {
    private final InstanceInfo instanceInfo;
    private final @Nullable BootOption bootOption;
    private final @Nullable Path nodeFolder;
    private final @Nullable String architecture;
    private final OptionalLong memory;
    private final boolean strict;
    private final List<ExpectedChecksum> checksums;
    private final @Nullable Credentials credentials;
    private final FetchOptions options;

    private DeploymentRequest(InstanceInfo instanceInfo, Draft draft) {
        this.instanceInfo = Objects.requireNonNull(instanceInfo);
        bootOption = draft.bootOption;
        nodeFolder = draft.nodeFolder;
        architecture = draft.architecture;
        memory = draft.memory;
        strict = draft.strict;
        checksums = draft.checksums;
        credentials = draft.credentials;
        options = draft.options;
    }

    private DeploymentRequest with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new DeploymentRequest(instanceInfo, draft);
    }

    /** Wants what an {@code instance_info} says. */
    public static DeploymentRequest of(InstanceInfo instanceInfo) {
        return new DeploymentRequest(instanceInfo, new Draft());
    }

    /** How the node will boot: what its deploy interface implies. Without this, what {@code instance_info} says decides. */
    public DeploymentRequest bootOption(BootOption option) {
        Objects.requireNonNull(option);
        return with(draft -> draft.bootOption = option);
    }

    /** The folder for which the space is judged: that of the node. Without this, where the store is. */
    public DeploymentRequest nodeFolder(Path folder) {
        Path absolute = folder.toAbsolutePath();
        return with(draft -> draft.nodeFolder = absolute);
    }

    /** The architecture of the node: {@code x86_64}, {@code aarch64}. */
    public DeploymentRequest architecture(String wanted) {
        Objects.requireNonNull(wanted);
        return with(draft -> draft.architecture = wanted);
    }

    /**
     * The memory of the node, into which the image must fit unless it is streamed to the disk.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public DeploymentRequest memory(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("memory must be positive, was " + bytes);
        }
        return with(draft -> draft.memory = OptionalLong.of(bytes));
    }

    /** Takes an unknown field for a problem, or for a warning. */
    public DeploymentRequest strict(boolean yes) {
        return with(draft -> draft.strict = yes);
    }

    /** One more checksum that the image itself must have, besides those of {@code instance_info}: all are compared. */
    public DeploymentRequest checksum(ExpectedChecksum wanted) {
        List<ExpectedChecksum> more = new ArrayList<>(checksums);
        more.add(wanted);
        return with(draft -> draft.checksums = List.copyOf(more));
    }

    /** As whom to ask, in the place of the {@code image_pull_secret}. */
    public DeploymentRequest as(Credentials somebody) {
        Objects.requireNonNull(somebody);
        return with(draft -> draft.credentials = somebody);
    }

    /** How every image is fetched. */
    public DeploymentRequest options(FetchOptions ofEach) {
        Objects.requireNonNull(ofEach);
        return with(draft -> draft.options = ofEach);
    }

    /** What the operator says. */
    public InstanceInfo instanceInfo() {
        return instanceInfo;
    }

    /** How the node boots: what its deploy interface implies. Absent where {@code instance_info} decides. */
    public Optional<BootOption> bootOption() {
        return Optional.ofNullable(bootOption);
    }

    /** The folder for which the space is judged: that of the node, absolute. Absent where it is that of the store. */
    public Optional<Path> nodeFolder() {
        return Optional.ofNullable(nodeFolder);
    }

    /** The architecture of the node, if that was said: {@code x86_64}, {@code aarch64}. */
    public Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    /** The bytes of the node's memory, into which the image must fit unless it is streamed to the disk; absent if unknown. */
    public OptionalLong memory() {
        return memory;
    }

    /** Whether an unknown field is a problem; a warning by default. */
    public boolean strict() {
        return strict;
    }

    /** The checksums that the image itself must have besides those of {@code instance_info}: all are compared. */
    public List<ExpectedChecksum> checksums() {
        return checksums;
    }

    /** As whom to ask, in the place of the {@code image_pull_secret}. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** How every image is fetched. */
    public FetchOptions options() {
        return options;
    }

    /** A request that is being changed. */
    private static final class Draft {
        private @Nullable BootOption bootOption;
        private @Nullable Path nodeFolder;
        private @Nullable String architecture;
        private OptionalLong memory = OptionalLong.empty();
        private boolean strict;
        private List<ExpectedChecksum> checksums = List.of();
        private @Nullable Credentials credentials;
        private FetchOptions options = FetchOptions.DEFAULT;

        private Draft() {}

        private Draft(DeploymentRequest request) {
            bootOption = request.bootOption;
            nodeFolder = request.nodeFolder;
            architecture = request.architecture;
            memory = request.memory;
            strict = request.strict;
            checksums = request.checksums;
            credentials = request.credentials;
            options = request.options;
        }
    }
}
