// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ingot.image.Call;
import io.ingot.image.Checksum;
import io.ingot.image.ErrorCode;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.DeploymentPlan;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.InstanceInfo;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Problem;
import io.ingot.image.deploy.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Area V of the conformance list: the requirements of a deployment. */
class InstanceRulesTest {
    private static final String IMAGE = "https://img.example/disk.qcow2";
    private static final String KERNEL = "https://img.example/vmlinuz";
    private static final String RAMDISK = "https://img.example/initrd";
    private static final String UUID = "6a2c7a0e-5f3b-4f0e-9d07-1f2e3d4c5b6a";
    private static final String OTHER_UUID = "7b2c7a0e-5f3b-4f0e-9d07-1f2e3d4c5b6a";
    private static final String SHA256 = "sha256:" + "ab".repeat(32);

    private final PlannerFixture fixture = new PlannerFixture();

    @Test
    @DisplayName("V-01: image_source and boot_iso exclude each other")
    void imageAndIsoExcludeEachOther() throws ImageException {
        DeploymentPlan plan = fixture.plan(
                Map.of("image_source", IMAGE, "boot_iso", "https://img.example/a.iso", "image_checksum", SHA256));
        assertThat(plan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("boot_iso");
            assertThat(problem.message()).contains("image_source", "exclude");
        });
    }

    @Test
    @DisplayName("V-02: an unsupported scheme is a problem of the field, with its code")
    void unsupportedSchemeIsAProblem() throws ImageException {
        fixture.failing("emule://uuid", ErrorCode.UNSUPPORTED_SCHEME);
        DeploymentPlan plan = fixture.plan(Map.of("image_source", "emule://uuid"));
        assertThat(codes(plan)).containsEntry("image_source", ErrorCode.UNSUPPORTED_SCHEME);
        assertThat(plan.images()).extracting(PlannedImage::role).containsExactly(Role.IMAGE);
    }

    @Test
    @DisplayName("V-02: an invalid reference is a problem that names the field")
    void malformedReferenceIsAProblem() throws ImageException {
        assertThat(codes(fixture.plan(Map.of("image_source", "disk.qcow2"))))
                .containsOnly(Map.entry("image_source", ErrorCode.INVALID_REFERENCE));
    }

    @Test
    @DisplayName("V-03: a local boot, a whole disk and an ISO need no kernel")
    void localBootWholeDiskAndIsoNeedNoKernel() throws ImageException {
        Map<String, Object> partition =
                Map.of("image_source", IMAGE, "image_type", "partition", "root_gb", 10, "image_checksum", SHA256);
        DeploymentPlan local = fixture.plan(request(partition).bootOption(BootOption.LOCAL));
        DeploymentPlan wholeDisk = fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SHA256));
        DeploymentPlan iso = fixture.plan(Map.of("boot_iso", "https://img.example/a.iso"));
        assertThat(List.of(local, wholeDisk, iso)).allSatisfy(plan -> {
            assertThat(plan.problems()).isEmpty();
            assertThat(plan.images()).hasSize(1);
        });
        assertThat(iso.bootOption()).isEqualTo(BootOption.RAMDISK);
        assertThat(iso.reason()).contains("boot_iso is given");
    }

    @Test
    @DisplayName("V-05: an installer needs the second stage of its catalogue or operator")
    void installerNeedsItsSecondStage() throws ImageException {
        fixture.image(UUID, catalogue(Map.of("kernel_id", OTHER_UUID, "ramdisk_id", OTHER_UUID)));
        DeploymentPlan plan = fixture.plan(request(Map.of("image_source", UUID)).bootOption(BootOption.KICKSTART));
        assertThat(codes(plan)).containsOnly(Map.entry("stage2", ErrorCode.INVALID_METADATA));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_AUTHORIZED", "NOT_FOUND", "TRANSFER_FAILED"})
    @DisplayName("V-06: a failure of the catalogue is a problem with its code")
    void failingCatalogueIsAProblem(ErrorCode code) throws ImageException {
        fixture.failing(UUID, code);
        DeploymentPlan plan = fixture.plan(Map.of("image_source", UUID));
        assertThat(codes(plan)).containsOnly(Map.entry("image_source", code));
    }

    @Test
    @DisplayName("V-08: a catalogue's boot_iso_id suffices to boot from RAM")
    void cataloguesIsoIsEnoughForRam() throws ImageException {
        fixture.image(UUID, Map.of("boot_iso_id", OTHER_UUID));
        DeploymentPlan plan = fixture.plan(request(Map.of("image_source", UUID)).bootOption(BootOption.RAMDISK));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.images()).singleElement().satisfies(image -> {
            assertThat(image.role()).isEqualTo(Role.BOOT_ISO);
            assertThat(image.reference()).hasToString("glance://" + OTHER_UUID);
        });
    }

    @Test
    @DisplayName("V-08: a catalogue's boot_iso_id does not replace kernel and RAM disk of a partition")
    void cataloguesIsoIsUsedForRamOnly() throws ImageException {
        fixture.image(UUID, catalogue(Map.of("boot_iso_id", OTHER_UUID, "img_type", "partition")));
        DeploymentPlan plan = fixture.plan(Map.of("image_source", UUID, "root_gb", 10));
        assertThat(codes(plan)).containsOnlyKeys("kernel", "ramdisk");
    }

    @Test
    @DisplayName("V-09, V-12: without image_source the problem names the alternatives, and wholeDisk is absent")
    void missingImageIsReportedWithTheAlternatives() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of());
        assertThat(plan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("image_source");
            assertThat(problem.message()).contains("boot_iso", "kernel", "ramdisk");
        });
        assertThat(plan.wholeDisk()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"partition, false", "whole-disk, true", "anything, true"})
    @DisplayName("V-10, V-11: only image_type partition is a partition, whatever the catalogue says")
    void imageTypeDecides(String type, boolean isWholeDisk) throws ImageException {
        fixture.image(UUID, catalogue(Map.of("img_type", isWholeDisk ? "partition" : "whole-disk")));
        DeploymentPlan plan = fixture.plan(
                request(Map.of("image_source", UUID, "image_type", type)).bootOption(BootOption.LOCAL));
        assertThat(plan.wholeDisk()).contains(isWholeDisk);
        assertThat(plan.reason()).contains("image_type");
        assertThat(plan.warnings()).anySatisfy(text -> assertThat(text).contains("img_type", "image_type"));
    }

    @Test
    @DisplayName("V-13: a catalogue's img_type decides")
    void catalogueTypeDecides() throws ImageException {
        fixture.image(UUID, catalogue(Map.of("img_type", "partition")));
        DeploymentPlan plan =
                fixture.plan(Map.of("image_source", UUID, "root_gb", 10, "kernel", KERNEL, "ramdisk", RAMDISK));
        assertThat(plan.wholeDisk()).contains(false);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.images()).extracting(PlannedImage::role).containsExactly(Role.IMAGE, Role.KERNEL, Role.RAMDISK);
    }

    @Test
    @DisplayName("V-14: a catalogue's kernel and RAM disk imply a partition, none a whole disk")
    void kernelImpliesAPartition() throws ImageException {
        fixture.image(UUID, catalogue(Map.of("kernel_id", OTHER_UUID, "ramdisk_id", OTHER_UUID)));
        fixture.image(OTHER_UUID, catalogue(Map.of()));
        DeploymentPlan partition = fixture.plan(Map.of("image_source", UUID, "root_gb", "10"));
        assertThat(partition.wholeDisk()).contains(false);
        assertThat(partition.problems()).isEmpty();
        assertThat(partition.images()).hasSize(3);
        assertThat(fixture.previewed)
                .as("one reference in two roles is queried once")
                .hasSize(2);
        assertThat(fixture.plan(Map.of("image_source", OTHER_UUID)).wholeDisk()).contains(true);
    }

    @Test
    @DisplayName("V-15: after a failed query wholeDisk is absent")
    void failedQueryLeavesWholeDiskUnknown() throws ImageException {
        fixture.failing(UUID, ErrorCode.TRANSFER_FAILED);
        assertThat(fixture.plan(Map.of("image_source", UUID)).wholeDisk()).isEmpty();
    }

    @Test
    @DisplayName("V-16: a container registry's image is a whole disk by its img_type")
    void registryImageIsAWholeDisk() throws ImageException {
        fixture.image("oci://registry.example/disk:1", Map.of("img_type", "whole-disk"));
        DeploymentPlan plan = fixture.plan(
                Map.of("image_source", "oci://registry.example/disk:1", "kernel", KERNEL, "image_checksum", SHA256));
        assertThat(plan.wholeDisk()).contains(true);
        assertThat(plan.warnings()).anySatisfy(text -> assertThat(text).contains("kernel is not used"));
    }

    @Test
    @DisplayName(
            "V-18, V-34, V-05: a folder of a server is an installation tree, which is not fetched and has its second stage")
    void folderIsAnInstallationTree() throws ImageException {
        fixture.image(
                "https://img.example/os/",
                ImageInfo.builder().kind(ImageInfo.Kind.LISTING).build());
        DeploymentPlan plan = fixture.plan(
                request(Map.of("image_source", "https://img.example/os/", "kernel", KERNEL, "ramdisk", RAMDISK))
                        .bootOption(BootOption.KICKSTART));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.wholeDisk()).isEmpty();
        assertThat(plan.installationTree()).map(Object::toString).contains("https://img.example/os/");
        assertThat(plan.images()).extracting(PlannedImage::role).containsExactly(Role.KERNEL, Role.RAMDISK);
    }

    @Test
    @DisplayName("V-18: a folder is not an image, which a failed checksum does not hide")
    void folderAndItsChecksumAreBothProblems() throws ImageException {
        fixture.image(
                        "https://img.example/os/",
                        ImageInfo.builder().kind(ImageInfo.Kind.LISTING).build())
                .previewFailing(
                        "https://img.example/os/",
                        new ImageException(ErrorCode.INVALID_METADATA, "there is no such line")
                                .about("https://img.example/SHA256SUMS"));
        DeploymentPlan plan = fixture.plan(
                Map.of("image_source", "https://img.example/os/", "image_checksum", "https://img.example/SHA256SUMS"));
        assertThat(plan.problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("image_source", "image_checksum");
        assertThat(plan.wholeDisk()).isEmpty();
    }

    @Test
    @DisplayName("V-21: a local file is not a folder, and needs no checksum")
    void localFileIsNotAnInstallationTree() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of("image_source", "file:///srv/disk.raw"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.wholeDisk()).contains(true);
    }

    @Test
    @DisplayName("V-22: a partition image needs root_gb, and 0 counts as absent")
    void partitionNeedsRootSize() throws ImageException {
        Map<String, Object> info =
                Map.of("image_source", IMAGE, "image_type", "partition", "image_checksum", SHA256, "root_gb", 0);
        assertThat(codes(fixture.plan(request(info).bootOption(BootOption.LOCAL))))
                .containsOnlyKeys("root_gb");
    }

    @Test
    @DisplayName("V-23: a whole disk needs no root_gb")
    void wholeDiskNeedsNoRootSize() throws ImageException {
        assertThat(fixture.plan(Map.of("image_source", IMAGE, "is_whole_disk", true, "image_checksum", SHA256))
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"preserve_ephemeral", "is_whole_disk"})
    @DisplayName("V-24: a flag must be a boolean")
    void invalidFlagIsAProblem(String field) throws ImageException {
        Map<String, Object> info = new HashMap<>(Map.of("image_source", "file:///a.raw", field, "maybe"));
        assertThat(codes(fixture.plan(info))).containsOnlyKeys(field);
        info.put(field, "On");
        assertThat(fixture.plan(info).problems()).isEmpty();
    }

    @Test
    @DisplayName("V-26: an agent downloads an HTTP image itself if image_download_source is http")
    void agentDownloadsTheImageItself() throws ImageException {
        Map<String, Object> info =
                new HashMap<>(Map.of("image_source", IMAGE, "image_checksum", SHA256, "image_download_source", "http"));
        assertThat(fixture.plan(info).agentUrl()).map(Object::toString).contains(IMAGE);
        info.put("image_download_source", "local");
        assertThat(fixture.plan(info).agentUrl()).isEmpty();
        info.put("image_download_source", "swift");
        assertThat(fixture.plan(info).agentUrl()).isEmpty();
        info.put("image_download_source", "ftp");
        assertThat(codes(fixture.plan(info))).containsOnlyKeys("image_download_source");
    }

    @Test
    @DisplayName("V-27: after a redirect the final URL counts")
    void agentUrlIsTheFinalUrl() throws ImageException {
        fixture.image(
                IMAGE,
                ImageInfo.builder()
                        .size(4)
                        .finalReference(ImageReference.parse("https://mirror.example/x"))
                        .build());
        DeploymentPlan plan =
                fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SHA256, "image_download_source", "http"));
        assertThat(plan.agentUrl()).map(Object::toString).contains("https://mirror.example/x");
        assertThat(plan.images().get(0).finalReference()).hasToString("https://mirror.example/x");
    }

    @Test
    @DisplayName("V-28: a missing image is a problem, and the others are queried nevertheless")
    void missingFileIsAProblem() throws ImageException {
        fixture.failing(KERNEL, ErrorCode.NOT_FOUND).failing(RAMDISK, ErrorCode.NOT_AUTHORIZED);
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source", IMAGE, "image_checksum", SHA256, "root_gb", 5, "kernel", KERNEL, "ramdisk", RAMDISK));
        assertThat(codes(plan))
                .containsOnly(Map.entry("kernel", ErrorCode.NOT_FOUND), Map.entry("ramdisk", ErrorCode.NOT_AUTHORIZED));
        assertThat(plan.images().get(0).preview()).isPresent();
    }

    @Test
    @DisplayName("V-29: image_url is ignored")
    void imageUrlIsIgnored() throws ImageException {
        DeploymentPlan plan = fixture.plan(
                Map.of("image_source", IMAGE, "image_checksum", SHA256, "image_url", "http://prior.example/failed"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.agentUrl()).isEmpty();
    }

    @Test
    @DisplayName("V-33: a local file is not left to the agent, whatever image_download_source is")
    void localFileIsNotLeftToTheAgent() throws ImageException {
        DeploymentPlan plan =
                fixture.plan(Map.of("image_source", "file:///srv/a.raw", "image_download_source", "http"));
        assertThat(plan.agentUrl()).isEmpty();
        assertThat(plan.warnings()).anySatisfy(text -> assertThat(text).contains("image_download_source", "local"));
    }

    @Test
    @DisplayName("V-33: an image that an agent cannot download itself is local")
    void catalogueImageIsNotLeftToTheAgent() throws ImageException {
        fixture.image(UUID, catalogue(Map.of()));
        for (String source : List.of(UUID, "oci://registry.example/disk:1")) {
            DeploymentPlan plan = fixture.plan(
                    Map.of("image_source", source, "image_checksum", SHA256, "image_download_source", "HTTP"));
            assertThat(plan.agentUrl()).isEmpty();
            assertThat(plan.warnings())
                    .anySatisfy(text -> assertThat(text).contains("image_download_source", "local is used"));
        }
    }

    @Test
    @DisplayName("V-26, V-28: an image that an agent downloads is checked as any other, and needs no space here")
    void agentsImageIsCheckedAndNeedsNoSpace(@TempDir Path folder) throws ImageException {
        fixture.space(IMAGE, 5000).space(KERNEL, 300).space(RAMDISK, 20);
        Map<String, Object> info = new HashMap<>(Map.of(
                "image_source", IMAGE, "image_checksum", SHA256, "root_gb", 1, "kernel", KERNEL, "ramdisk", RAMDISK));
        assertThat(fixture.plan(request(info).nodeFolder(folder)).space().get(0).needed())
                .isEqualTo(5320);
        info.put("image_download_source", "http");
        DeploymentPlan plan = fixture.plan(request(info).nodeFolder(folder));
        assertThat(plan.images()).extracting(PlannedImage::role).contains(Role.IMAGE);
        assertThat(plan.space().get(0).needed()).isEqualTo(320);
        info.remove("image_checksum");
        assertThat(codes(fixture.plan(info))).containsOnlyKeys("image_checksum");
        fixture.failing(IMAGE, ErrorCode.NOT_FOUND);
        assertThat(codes(fixture.plan(info))).containsEntry("image_source", ErrorCode.NOT_FOUND);
    }

    @Test
    @DisplayName("V-39: an image must fit into the memory next to the agent")
    void imageMustFitIntoMemory() throws ImageException {
        fixture.setting("agentMemoryMib", 1L).image(IMAGE, size(1 << 20));
        Map<String, Object> info = Map.of("image_source", IMAGE, "image_checksum", SHA256);
        assertThat(fixture.plan(request(info).memory(2 << 20)).problems()).isEmpty();
        assertThat(fixture.plan(request(info).memory((2 << 20) - 1)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("memory", "1048576"));
    }

    @Test
    @DisplayName("V-40: memory is not checked if it or the size is unknown, or the image is raw")
    void unknownMemoryIsNotChecked() throws ImageException {
        fixture.image(IMAGE, size(1 << 20));
        Map<String, Object> info = Map.of("image_source", IMAGE, "image_checksum", SHA256);
        Map<String, Object> raw = Map.of("image_source", IMAGE, "image_checksum", SHA256, "image_disk_format", "RAW");
        assertThat(fixture.plan(info).problems()).isEmpty();
        assertThat(fixture.plan(request(raw).memory(1)).problems()).isEmpty();
        fixture.image(IMAGE, ImageInfo.builder().build());
        assertThat(fixture.plan(request(info).memory(1)).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({".tar.gz, image.tar.gz", ".zip, image", "'', image"})
    @DisplayName("V-41: an installer's image keeps one of eight extensions, others cause a warning")
    void installersImageKeepsItsExtension(String extension, String file) throws ImageException {
        DeploymentPlan plan = fixture.plan(request(Map.of(
                        "image_source",
                        "file:///srv/os",
                        "kernel",
                        KERNEL,
                        "ramdisk",
                        RAMDISK,
                        "stage2",
                        "https://img.example/squashfs.img",
                        "image_properties",
                        Map.of("disk_file_extension", extension)))
                .bootOption(BootOption.KICKSTART));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.images().get(0).file()).isEqualTo(file);
        assertThat(plan.warnings()).hasSize(file.equals("image") ? 1 : 0);
    }

    @Test
    void sixProblemsAreReportedTogether() throws ImageException {
        fixture.failing(KERNEL, ErrorCode.NOT_FOUND);
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source",
                IMAGE,
                "image_type",
                "partition",
                "kernel",
                KERNEL,
                "image_checksum",
                "abc",
                "capabilities",
                "boot_mode:uboot",
                "image_download_source",
                5));
        assertThat(codes(plan))
                .containsOnlyKeys(
                        "image_checksum", "capabilities", "image_download_source", "ramdisk", "root_gb", "kernel");
        assertThat(plan.failure()).map(ImageException::code).contains(ErrorCode.INVALID_METADATA);
    }

    @Test
    @DisplayName("K-20: an image without any checksum is a problem, unless its service vouches for one")
    void checksumIsRequired() throws ImageException {
        assertThat(codes(fixture.plan(Map.of("image_source", IMAGE)))).containsOnlyKeys("image_checksum");
        fixture.image(UUID, catalogue(Map.of()));
        assertThat(fixture.plan(Map.of("image_source", UUID)).warnings())
                .anySatisfy(text -> assertThat(text).contains("md5"));
        fixture.setting("requireChecksum", false);
        assertThat(fixture.plan(Map.of("image_source", IMAGE)).problems()).isEmpty();
    }

    @Test
    @DisplayName("K-04: a checksum that the service contradicts is a problem of the checksum")
    void contradictedChecksumIsAProblemOfItsField() throws ImageException {
        fixture.previewFailing(IMAGE, about(SHA256, ErrorCode.CHECKSUM_MISMATCH));
        assertThat(codes(fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SHA256))))
                .containsOnly(Map.entry("image_checksum", ErrorCode.CHECKSUM_MISMATCH));
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED_BY_POLICY, https://img.example/SUMS, image_checksum",
        "REFUSED_BY_POLICY, , image_source",
        "NOT_FOUND, https://img.example/SUMS, image_checksum",
        "CHECKSUM_MISMATCH, md5:abababababababababababababababab, image_checksum",
        "TRANSFER_FAILED, , image_source"
    })
    @DisplayName("K-12: a failure of the checksum is a problem of the checksum, any other of the image")
    void failureOfAChecksumFileIsAProblemOfTheChecksum(ErrorCode code, @Nullable String subject, String field)
            throws ImageException {
        fixture.previewFailing(
                IMAGE, subject == null ? new ImageException(code, "the connection was closed") : about(subject, code));
        assertThat(codes(fixture.plan(Map.of("image_source", IMAGE, "image_checksum", "https://img.example/SUMS"))))
                .containsOnly(Map.entry(field, code));
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED_BY_POLICY, sha256:abababababababababababababababababababababababababababababababab, image_os_hash_value",
        "CHECKSUM_MISMATCH, sha256:abababababababababababababababababababababababababababababababab, image_os_hash_value",
        "NOT_FOUND, https://img.example/SUMS, image_checksum",
        "INVALID_METADATA, sha256:00, image_checksum"
    })
    @DisplayName("K-12: of several checksums, the problem names the field of the one that failed")
    void problemNamesTheFieldOfTheChecksum(ErrorCode code, String subject, String field) throws ImageException {
        fixture.previewFailing(IMAGE, about(subject, code));
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source",
                IMAGE,
                "image_checksum",
                "https://img.example/SUMS",
                "image_os_hash_algo",
                "sha256",
                "image_os_hash_value",
                "ab".repeat(32)));
        assertThat(codes(plan)).containsOnly(Map.entry(field, code));
    }

    @Test
    @DisplayName("K-12: a weak image_os_hash_value that policy refuses is a problem of that field alone")
    void weakHashIsAProblemOfItsOwnField() throws ImageException {
        fixture.previewFailing(IMAGE, about("md5:" + "ab".repeat(16), ErrorCode.REFUSED_BY_POLICY));
        assertThat(codes(fixture.plan(Map.of("image_source", IMAGE, "image_os_hash_value", "ab".repeat(16)))))
                .containsOnly(Map.entry("image_os_hash_value", ErrorCode.REFUSED_BY_POLICY));
    }

    @ParameterizedTest
    @CsvSource({
        "sha256, zz, image_os_hash_value",
        "crc99, 0123, image_os_hash_algo",
        "'', md99:0123, image_os_hash_value",
        "sha512, '', image_os_hash_value"
    })
    @DisplayName("K-07: an invalid image_os_hash_value is not reported as a missing image_checksum as well")
    void invalidHashIsTheOnlyProblem(String algorithm, String value, String field) throws ImageException {
        assertThat(codes(fixture.plan(
                        Map.of("image_source", IMAGE, "image_os_hash_algo", algorithm, "image_os_hash_value", value))))
                .containsOnlyKeys(field);
    }

    @Test
    @DisplayName("V-28: a plan that fails because of a busy server has its retry-after")
    void requestedPauseIsKept() throws ImageException {
        fixture.previewFailing(IMAGE, new ImageException(ErrorCode.UNAVAILABLE, "503").after(Duration.ofSeconds(30)));
        DeploymentPlan plan = fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SHA256));
        assertThat(plan.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.retryAfter()).contains(Duration.ofSeconds(30)));
        assertThat(plan.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
        });
        fixture.previewFailing(IMAGE, new ImageException(ErrorCode.TRANSFER_FAILED, "it is broken").nonRetryable());
        assertThat(fixture.plan(Map.of("image_source", IMAGE, "image_checksum", SHA256))
                        .failure())
                .hasValueSatisfying(failure -> assertThat(failure.retryable()).isFalse());
    }

    @Test
    void spaceOfAllImagesIsSummed(@TempDir Path folder) throws ImageException {
        long half = Long.MAX_VALUE / 2;
        fixture.space(IMAGE, half).space(KERNEL, half).space(RAMDISK, 1);
        DeploymentPlan plan = fixture.plan(request(Map.of(
                        "image_source", IMAGE,
                        "image_checksum", SHA256,
                        "root_gb", 1,
                        "kernel", KERNEL,
                        "ramdisk", RAMDISK))
                .nodeFolder(folder));
        assertThat(plan.space()).singleElement().satisfies(need -> {
            assertThat(need.folder()).isEqualTo(folder);
            assertThat(need.needed()).isEqualTo(Long.MAX_VALUE);
            assertThat(need.atLeast()).isFalse();
        });
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).anySatisfy(text -> assertThat(text).contains("free some space there"));
    }

    private static ImageException about(String subject, ErrorCode code) {
        return new ImageException(code, "invalid").about(subject);
    }

    @Test
    void operatorsKernelWinsWithAWarning() throws ImageException {
        fixture.image(UUID, catalogue(Map.of("kernel_id", OTHER_UUID, "ramdisk_id", OTHER_UUID)));
        DeploymentPlan plan = fixture.plan(Map.of("image_source", UUID, "root_gb", 1, "kernel", KERNEL));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.images().get(1).reference()).hasToString(KERNEL);
        assertThat(plan.images().get(2).reference()).hasToString("glance://" + OTHER_UUID);
        assertThat(plan.warnings()).anySatisfy(text -> assertThat(text).contains(KERNEL, OTHER_UUID));
    }

    @Test
    void imagePropertiesReplaceACatalogue() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source",
                IMAGE,
                "image_checksum",
                SHA256,
                "root_gb",
                1,
                "image_properties",
                Map.of("kernel_id", KERNEL, "ramdisk_id", RAMDISK)));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.images()).extracting(PlannedImage::role).containsExactly(Role.IMAGE, Role.KERNEL, Role.RAMDISK);
    }

    @Test
    void entriesOfAWrongTypeAreReportedWithTheirPath() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source", "file:///a.raw",
                "image_properties", "{\"kernel_id\": 5, \"img_type\": [\"x\"], \"hw_video_ram\": 16, \"none\": null}",
                "capabilities",
                        Map.of("boot_option", List.of("local"), "secure_boot", true, "own", Map.of(), "cpus", 4)));
        assertThat(plan.problems())
                .extracting(Problem::field, Problem::example)
                .containsExactlyInAnyOrder(
                        tuple("image_properties.kernel_id", "https://images.example.com/vmlinuz"),
                        tuple("image_properties.img_type", "whole-disk"),
                        tuple("capabilities.boot_option", "local"));
        assertThat(plan.problems())
                .filteredOn(problem -> problem.field().endsWith("kernel_id"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("image_properties.kernel_id is a number and must be a string; put it in quotes"));
        assertThat(plan.warnings())
                .containsExactlyInAnyOrder(
                        "image_properties.hw_video_ram is a number, not a string; it is ignored",
                        "capabilities.own is an object, not a string; it is ignored");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"boot_option\": \"local\"",
                "{'boot_option': 'local'}",
                "{\"boot_option\": \"local\"} x",
                " {\"boot_option\":\"local\",\"boot_option\":\"kickstart\"}",
                "[\"boot_option:local\"]"
            })
    void malformedCapabilitiesAreAProblem(String capabilities) throws ImageException {
        assertThat(codes(fixture.plan(Map.of("image_source", "file:///a.raw", "capabilities", capabilities))))
                .containsOnlyKeys("capabilities");
    }

    @ParameterizedTest
    @ValueSource(strings = {"netboot", "local", "kickstart"})
    void ramImagesContradictOtherBootOptions(String option) throws ImageException {
        Map<String, Object> iso = Map.of("boot_iso", "https://a/b.iso", "capabilities", "boot_option:" + option);
        DeploymentPlan plan = fixture.plan(iso);
        assertThat(plan.problems())
                .filteredOn(problem -> problem.field().equals("capabilities"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains(option, "boot_iso", "ramdisk");
                    assertThat(problem.example()).isEqualTo("boot_option:ramdisk");
                });
        assertThat(plan.warnings()).noneMatch(text -> text.contains("not used"));
        Map<String, Object> kernelAndRamDisk =
                Map.of("kernel", KERNEL, "ramdisk", RAMDISK, "capabilities", "boot_option:" + option);
        assertThat(codes(fixture.plan(kernelAndRamDisk))).containsKey("capabilities");
    }

    @Test
    void bootModeIsValidAndUnique() throws ImageException {
        Map<String, Object> info = Map.of("image_source", "file:///a.raw", "deploy_boot_mode", "legacy");
        assertThat(codes(fixture.plan(info))).containsOnlyKeys("deploy_boot_mode");
        Map<String, Object> two =
                Map.of("image_source", "file:///a.raw", "deploy_boot_mode", "bios", "capabilities", "boot_mode:uefi");
        assertThat(codes(fixture.plan(two))).containsOnlyKeys("deploy_boot_mode");
        Map<String, Object> one =
                Map.of("image_source", "file:///a.raw", "deploy_boot_mode", "uefi", "capabilities", "boot_mode:uefi");
        assertThat(fixture.plan(one).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image_type", "image_disk_format", "is_whole_disk", "root_gb", "image_os_hash_algo"})
    void secretOfAUrlInTheWrongFieldIsNotShown(String field) throws ImageException {
        for (String url : List.of("https://joe:hush@h/a?token=hush", "joe:hush@h/a", "UUID?token=hush")) {
            DeploymentPlan plan = fixture.plan(
                    Map.of("image_source", IMAGE, "image_checksum", "//joe:hush@h/SUMS", field, url, url, "x"));
            assertThat(plan.reason() + plan.problems() + plan.warnings()).doesNotContain("hush");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2e1", "+20", "٢٠", "0x14", "2.0"})
    void sizeAsTextMustBeDigits(String size) throws ImageException {
        assertThat(codes(fixture.plan(Map.of(
                        "image_source",
                        "file:///a",
                        "image_type",
                        "partition",
                        "root_gb",
                        size,
                        "kernel",
                        KERNEL,
                        "ramdisk",
                        RAMDISK))))
                .containsKey("root_gb");
    }

    @Test
    void wholeDiskAndTypeMustAgree() throws ImageException {
        assertThat(codes(fixture.plan(
                        Map.of("image_source", "file:///a.raw", "is_whole_disk", true, "image_type", "partition"))))
                .containsOnlyKeys("image_type");
    }

    @Test
    void otherFieldsOfIronicAreIgnored() throws ImageException {
        DeploymentPlan plan = fixture.plan(Map.of(
                "image_source",
                "file:///a.raw",
                "traits",
                List.of("CUSTOM"),
                "configdrive",
                Map.of("meta_data", Map.of()),
                "display_name",
                "web-1",
                "bootc_authorized_keys",
                "ssh-ed25519 AAAA",
                "bootc_tpm2_luks",
                true,
                "root_device",
                Map.of("size", 5)));
        assertThat(plan.warnings()).isEmpty();
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void unknownFieldCausesAWarningWithTheNearestName() throws ImageException {
        Map<String, Object> info = Map.of("image_source", "file:///a.raw", "image_sorce", "x");
        DeploymentPlan plan = fixture.plan(info);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).singleElement().asString().contains("'image_sorce'", "image_source");
        assertThat(codes(fixture.plan(request(info).strict(true)))).containsOnlyKeys("image_sorce");
        for (String name : List.of("IMAGE_SOURCE", "isWholeDisk")) {
            assertThat(fixture.plan(Map.of("image_source", "file:///a.raw", name, "x"))
                            .warnings())
                    .singleElement()
                    .asString()
                    .contains("did you mean");
        }
    }

    @Test
    void architectureOfTheImageIsRequested() throws ImageException {
        fixture.image(UUID, catalogue(Map.of("hw_architecture", "aarch64")));
        fixture.plan(Map.of("image_source", UUID));
        assertThat(fixture.previewed.remove().image().architecture()).contains("aarch64");
        DeploymentPlan plan = fixture.plan(request(Map.of("image_source", UUID)).architecture("x86_64"));
        assertThat(fixture.previewed.remove().image().architecture()).contains("x86_64");
        assertThat(plan.warnings()).anySatisfy(text -> assertThat(text).contains("x86_64", "aarch64"));
    }

    @Test
    void endedCallIsThrown() throws ImageException {
        try (Call call = Call.start()) {
            call.cancel("enough");
            DeploymentRequest request = request(Map.of("image_source", IMAGE));
            assertThatThrownBy(() -> fixture.planner().plan(request, call))
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        }
    }

    @Test
    void plannerWithoutEngineNamesTheMissingBundle() throws ImageException {
        OperatorPlanner planner = new OperatorPlanner(fixture.config());
        DeploymentRequest request = request(Map.of());
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> planner.plan(request, call))
                    .hasMessageContaining("io.ingot.resolver")
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        }
    }

    @ParameterizedTest
    @CsvSource({"bootOption, sideways", "nodeFolderMode, 0777", "nodeFolderMode, u=rwx"})
    void invalidSettingIsNamed(String property, String value) {
        DeployConfig config = fixture.setting(property, value).config();
        assertThatThrownBy(() -> DeploySettings.of(config))
                .hasNoCause()
                .hasMessageContainingAll("io.ingot.deploy/" + property + " must ", "was '" + value + "'");
    }

    @Test
    void invalidSettingIsReportedUntilItIsCorrected() throws ImageException {
        OperatorPlanner planner = fixture.setting("bootOption", "sideways").planner();
        DeploymentRequest request = request(Map.of("image_source", "file:///a.raw"));
        try (Call call = Call.start()) {
            assertThatThrownBy(() -> planner.plan(request, call))
                    .hasMessageContaining("io.ingot.deploy/bootOption", "sideways")
                    .isInstanceOfSatisfying(
                            ImageException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
            planner.modified(fixture.setting("bootOption", "local").config());
            assertThat(planner.plan(request, call).bootOption()).isEqualTo(BootOption.LOCAL);
        }
    }

    private static DeploymentRequest request(Map<String, ?> info) throws ImageException {
        return DeploymentRequest.of(InstanceInfo.of(info));
    }

    private static ImageInfo size(long bytes) {
        return ImageInfo.builder().size(bytes).build();
    }

    /** The metadata of an image in Glance, which has a digest. */
    private static ImageInfo catalogue(Map<String, String> properties) {
        return ImageInfo.builder()
                .size(4)
                .checksums(List.of(new Checksum("md5", "ab".repeat(16))))
                .properties(properties)
                .build();
    }

    private static Map<String, ErrorCode> codes(DeploymentPlan plan) {
        Map<String, ErrorCode> codes = new HashMap<>();
        for (Problem problem : plan.problems()) {
            assertThat(Optional.ofNullable(codes.put(problem.field(), problem.code())))
                    .as("one problem of each field: %s", plan.problems())
                    .isEmpty();
        }
        return codes;
    }
}
