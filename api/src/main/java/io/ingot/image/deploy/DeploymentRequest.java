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
 * A request for a deployment: its {@code instance_info}, and values of the caller, which override it. Immutable: each
 * method with a parameter returns a changed copy.
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

    /** Returns a request without values of the caller. */
    public static DeploymentRequest of(InstanceInfo instanceInfo) {
        return new DeploymentRequest(instanceInfo, new Draft());
    }

    /**
     * Returns this request with a boot option, as the deploy interface of the node implies it. By default {@code
     * instance_info} decides.
     */
    public DeploymentRequest bootOption(BootOption option) {
        Objects.requireNonNull(option);
        return with(draft -> draft.bootOption = option);
    }

    /**
     * Returns this request with the node's folder, to check the space on its file system. By default the plan checks
     * that of the store.
     */
    public DeploymentRequest nodeFolder(Path folder) {
        Path absolute = folder.toAbsolutePath();
        return with(draft -> draft.nodeFolder = absolute);
    }

    /** Returns this request with the architecture of the node: {@code x86_64}, {@code aarch64}. */
    public DeploymentRequest architecture(String architecture) {
        Objects.requireNonNull(architecture);
        return with(draft -> draft.architecture = architecture);
    }

    /**
     * Returns this request with the memory of the node, into which the image must fit unless it is streamed to the
     * disk.
     *
     * @throws IllegalArgumentException if {@code bytes} is not positive
     */
    public DeploymentRequest memory(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("memory must be positive, was " + bytes);
        }
        return with(draft -> draft.memory = OptionalLong.of(bytes));
    }

    /** Returns this request so that an unknown field is a problem, or a warning. */
    public DeploymentRequest strict(boolean strict) {
        return with(draft -> draft.strict = strict);
    }

    /**
     * Returns this request with one more checksum that the image must have, besides those of {@code instance_info}: all
     * are compared.
     */
    public DeploymentRequest checksum(ExpectedChecksum checksum) {
        List<ExpectedChecksum> more = new ArrayList<>(checksums);
        more.add(checksum);
        return with(draft -> draft.checksums = List.copyOf(more));
    }

    /** Returns this request with credentials, which replace the {@code image_pull_secret}. */
    public DeploymentRequest as(Credentials credentials) {
        Objects.requireNonNull(credentials);
        return with(draft -> draft.credentials = credentials);
    }

    /** Returns this request with the options for fetching each image. */
    public DeploymentRequest options(FetchOptions options) {
        Objects.requireNonNull(options);
        return with(draft -> draft.options = options);
    }

    /** Returns the {@code instance_info}. */
    public InstanceInfo instanceInfo() {
        return instanceInfo;
    }

    /** Returns the boot option; absent if {@code instance_info} decides. */
    public Optional<BootOption> bootOption() {
        return Optional.ofNullable(bootOption);
    }

    /** Returns the node's folder, an absolute path; absent if the plan checks the file system of the store. */
    public Optional<Path> nodeFolder() {
        return Optional.ofNullable(nodeFolder);
    }

    /** Returns the architecture of the node: {@code x86_64}, {@code aarch64}; absent if unknown. */
    public Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    /** Returns the memory of the node in bytes; absent if unknown. */
    public OptionalLong memory() {
        return memory;
    }

    /** Returns whether an unknown field is a problem; by default it is a warning. */
    public boolean strict() {
        return strict;
    }

    /** Returns the checksums that the image must have besides those of {@code instance_info}. */
    public List<ExpectedChecksum> checksums() {
        return checksums;
    }

    /** Returns the credentials, which replace the {@code image_pull_secret}; absent if there are none. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** Returns the options for fetching each image. */
    public FetchOptions options() {
        return options;
    }

    /** The mutable values of a request. */
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
