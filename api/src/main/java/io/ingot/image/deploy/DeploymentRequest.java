// SPDX-License-Identifier: Apache-2.0
package io.ingot.image.deploy;

import io.ingot.image.Credentials;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is to be deployed, and what its caller knows besides. Immutable: each method answers with a changed copy. What is
 * said here wins over {@code instance_info}.
 */
public final class DeploymentRequest {
    private final InstanceInfo instanceInfo;
    private @Nullable BootOption bootOption;
    private @Nullable Path nodeFolder;
    private @Nullable String architecture;
    private long memoryBytes = -1;
    private boolean strict;
    private List<ExpectedChecksum> checksums = List.of();
    private @Nullable Credentials credentials;
    private UnaryOperator<FetchRequest> terms = UnaryOperator.identity();

    private DeploymentRequest(InstanceInfo instanceInfo) {
        this.instanceInfo = Objects.requireNonNull(instanceInfo);
    }

    private DeploymentRequest(DeploymentRequest other) {
        instanceInfo = other.instanceInfo;
        bootOption = other.bootOption;
        nodeFolder = other.nodeFolder;
        architecture = other.architecture;
        memoryBytes = other.memoryBytes;
        strict = other.strict;
        checksums = other.checksums;
        credentials = other.credentials;
        terms = other.terms;
    }

    /** Wants what an {@code instance_info} says. */
    public static DeploymentRequest of(InstanceInfo instanceInfo) {
        return new DeploymentRequest(instanceInfo);
    }

    /** How the node will boot: what its deploy interface implies. Without this, what {@code instance_info} says decides. */
    public DeploymentRequest bootOption(BootOption option) {
        DeploymentRequest copy = new DeploymentRequest(this);
        copy.bootOption = Objects.requireNonNull(option);
        return copy;
    }

    /** The folder for which the space is judged: that of the node. Without this, where the store is. */
    public DeploymentRequest nodeFolder(Path folder) {
        DeploymentRequest copy = new DeploymentRequest(this);
        copy.nodeFolder = folder.toAbsolutePath();
        return copy;
    }

    /** The architecture of the node: {@code x86_64}, {@code aarch64}. */
    public DeploymentRequest architecture(String wanted) {
        DeploymentRequest copy = new DeploymentRequest(this);
        copy.architecture = Objects.requireNonNull(wanted);
        return copy;
    }

    /**
     * The memory of the node, into which the image must fit unless it is streamed to the disk.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public DeploymentRequest memory(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a memory must be positive, was " + bytes);
        }
        DeploymentRequest copy = new DeploymentRequest(this);
        copy.memoryBytes = bytes;
        return copy;
    }

    /** Takes a field that nobody knows for a problem; without this it is a warning. */
    public DeploymentRequest strict() {
        DeploymentRequest copy = new DeploymentRequest(this);
        copy.strict = true;
        return copy;
    }

    /** One more checksum that the image itself must have, besides those of {@code instance_info}: all are compared. */
    public DeploymentRequest checksum(ExpectedChecksum wanted) {
        DeploymentRequest copy = new DeploymentRequest(this);
        List<ExpectedChecksum> more = new ArrayList<>(checksums);
        more.add(wanted);
        copy.checksums = List.copyOf(more);
        return copy;
    }

    /** As whom to ask, in the place of the {@code image_pull_secret}. */
    public DeploymentRequest as(Credentials somebody) {
        DeploymentRequest copy = new DeploymentRequest(this);
        copy.credentials = Objects.requireNonNull(somebody);
        return copy;
    }

    /** What else holds of every fetch: without the store, over so many connections, by whom it is asked for. */
    public DeploymentRequest terms(UnaryOperator<FetchRequest> ofEach) {
        DeploymentRequest copy = new DeploymentRequest(this);
        copy.terms = Objects.requireNonNull(ofEach);
        return copy;
    }

    /** What the operator says. */
    public InstanceInfo instanceInfo() {
        return instanceInfo;
    }

    /** How the node will boot, if that was said. */
    public Optional<BootOption> bootOption() {
        return Optional.ofNullable(bootOption);
    }

    /** The node's folder, absolute, if that was said. */
    public Optional<Path> nodeFolder() {
        return Optional.ofNullable(nodeFolder);
    }

    /** The node's architecture, if that was said. */
    public Optional<String> architecture() {
        return Optional.ofNullable(architecture);
    }

    /** The bytes of the node's memory, if that was said. */
    public OptionalLong memory() {
        return memoryBytes < 0 ? OptionalLong.empty() : OptionalLong.of(memoryBytes);
    }

    /** Whether a field that nobody knows is a problem. */
    public boolean isStrict() {
        return strict;
    }

    /** The checksums that the image itself must have, besides those of {@code instance_info}. */
    public List<ExpectedChecksum> checksums() {
        return checksums;
    }

    /** As whom to ask, if that was said. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    /** What else holds of every fetch. */
    public UnaryOperator<FetchRequest> terms() {
        return terms;
    }
}
