// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal.space;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.deploy.internal.field.Findings;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.FetchPreview;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.client.SchemeInfo;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import io.ingot.image.deploy.SpaceNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders with 100 free bytes, and images of 60. */
class SpaceCheckTest {
    private static final FileSystemFolder NODE = new FileSystemFolder(Path.of("/node"), "one", 100);
    private static final FileSystemFolder SHARED_STORE = new FileSystemFolder(Path.of("/store"), "one", 100);
    private static final FileSystemFolder SEPARATE_STORE = new FileSystemFolder(Path.of("/store"), "other", 100);

    private final Findings findings = new Findings();
    private long reclaimable;

    @Test
    void imagesThatFitAloneMayNotFitTogether() throws ImageException {
        assertThat(check(site(SHARED_STORE), image(Role.IMAGE, "http://a/image", 60)))
                .containsExactly(new SpaceNeed(NODE.folder(), 60, 100, false));
        assertThat(findings.problems()).isEmpty();
        assertThat(check(
                        site(SHARED_STORE),
                        image(Role.KERNEL, "http://a/kernel", 59),
                        image(Role.IMAGE, "http://a/image", 60)))
                .containsExactly(new SpaceNeed(NODE.folder(), 119, 100, false));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings())
                .containsExactly("/node: the images need 119 bytes together (kernel 59, image 60), 100 are free;"
                        + " free some space there, or use smaller images");
    }

    @Test
    void evictableImagesCountAsFreeSpace() throws ImageException {
        reclaimable = 20;
        check(site(SHARED_STORE), image(Role.KERNEL, "http://a/kernel", 60), image(Role.IMAGE, "http://a/image", 60));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("will evict");
    }

    @Test
    void guessedFolderWithoutSpaceCausesAWarning() throws ImageException {
        check(
                new ImageSite(NODE, false, Optional.empty()),
                image(Role.KERNEL, "http://a/kernel", 60),
                image(Role.IMAGE, "http://a/image", 60));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("120 bytes");
    }

    @Test
    void imagesThatTheStoreCopiesCountTwice() throws ImageException {
        ImageReference parsed = ImageReference.parse("http://a/image");
        ImageInfo info = ImageInfo.builder().size(40).build();
        PlannedImage copied = planned(Role.IMAGE, parsed).toBuilder()
                .preview(FetchPreview.builder(service(), parsed, info)
                        .reason("new")
                        .space(OptionalLong.of(80))
                        .build())
                .build();
        assertThat(check(site(SHARED_STORE), copied)).containsExactly(new SpaceNeed(NODE.folder(), 80, 100, false));
        assertThat(check(site(SEPARATE_STORE), copied))
                .containsExactly(
                        new SpaceNeed(NODE.folder(), 40, 100, false),
                        new SpaceNeed(SEPARATE_STORE.folder(), 40, 100, false));
    }

    @Test
    void bytesThatTheStoreReceivedDoNotCountAgain() throws ImageException {
        ImageReference parsed = ImageReference.parse("http://a/image");
        ImageInfo info = ImageInfo.builder().size(40).build();
        FetchPreview preview =
                FetchPreview.builder(service(), parsed, info).reason("new").build();
        PlannedImage copied = planned(Role.IMAGE, parsed).toBuilder()
                .preview(preview.toBuilder().space(OptionalLong.of(50)).build())
                .build();
        assertThat(check(site(SHARED_STORE), copied)).containsExactly(new SpaceNeed(NODE.folder(), 50, 100, false));
        assertThat(check(site(SEPARATE_STORE), copied))
                .containsExactly(
                        new SpaceNeed(NODE.folder(), 40, 100, false),
                        new SpaceNeed(SEPARATE_STORE.folder(), 10, 100, false));
        PlannedImage linked = planned(Role.IMAGE, parsed).toBuilder()
                .preview(preview.toBuilder().space(OptionalLong.of(10)).build())
                .build();
        assertThat(check(site(SHARED_STORE), linked)).containsExactly(new SpaceNeed(NODE.folder(), 10, 100, false));
    }

    @Test
    void storeOnAnotherFileSystemIsSummedSeparately() throws ImageException {
        assertThat(check(
                        site(SEPARATE_STORE),
                        image(Role.KERNEL, "http://a/kernel", 50),
                        held(Role.IMAGE, "http://a/image", 50)))
                .containsExactly(
                        new SpaceNeed(NODE.folder(), 100, 100, false),
                        new SpaceNeed(SEPARATE_STORE.folder(), 50, 100, false));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void fullStoreOnAnotherFileSystemCausesAWarning() throws ImageException {
        FileSystemFolder full = new FileSystemFolder(Path.of("/store"), "other", 10);
        check(site(full), image(Role.IMAGE, "http://a/image", 60));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("/store", "without the store");
    }

    @Test
    void imageOfTwoRolesIsStoredOnce() throws ImageException {
        assertThat(check(
                        site(SHARED_STORE),
                        image(Role.KERNEL, "http://a/k", 60),
                        image(Role.RAMDISK, "http://a/k", 60)))
                .containsExactly(new SpaceNeed(NODE.folder(), 60, 100, false));
        assertThat(check(
                        site(SEPARATE_STORE),
                        image(Role.KERNEL, "http://a/k", 40),
                        image(Role.RAMDISK, "http://a/k", 40)))
                .containsExactly(
                        new SpaceNeed(NODE.folder(), 80, 100, false),
                        new SpaceNeed(SEPARATE_STORE.folder(), 40, 100, false));
    }

    @Test
    void unknownSizeMakesTheSumALowerBound() throws ImageException {
        assertThat(check(site(SHARED_STORE), unknown(), image(Role.IMAGE, "http://a/image", 60)))
                .containsExactly(new SpaceNeed(NODE.folder(), 60, 100, true));
        assertThat(check(site(SHARED_STORE))).isEmpty();
        assertThat(check(site(SHARED_STORE), unknown())).isEmpty();
    }

    @Test
    void overflowingSizesDoNotFit() throws ImageException {
        check(
                site(SHARED_STORE),
                image(Role.KERNEL, "http://a/kernel", Long.MAX_VALUE),
                image(Role.IMAGE, "http://a/image", Long.MAX_VALUE));
        assertThat(findings.warnings()).hasSize(1);
    }

    @Test
    void localFileOnTheSameFileSystemCanBeLinked(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("a disk.raw"));
        FileSystemFolder node = FileSystemFolder.of(folder.resolve("node")).orElseThrow();
        assertThat(node.canLink(ImageReference.parse(file.toUri().toString()))).isTrue();
        FileSystemFolder full = new FileSystemFolder(folder, node.device(), 1);
        assertThat(check(new ImageSite(full, true, Optional.empty()), local(file, 60)))
                .containsExactly(new SpaceNeed(folder, 60, 1, false));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).singleElement().asString().contains("linked");
        assertThat(node.canLink(ImageReference.parse("file:///nowhere/disk.raw")))
                .isFalse();
        assertThat(node.canLink(ImageReference.parse("http://a/disk.raw"))).isFalse();
        assertThat(FileSystemFolder.of(folder).orElseThrow().isOnSameFileSystemAs(node))
                .isTrue();
    }

    private List<SpaceNeed> check(ImageSite site, PlannedImage... images) {
        return SpaceCheck.check(List.of(images), site, () -> reclaimable, findings);
    }

    private static ImageSite site(FileSystemFolder store) {
        return new ImageSite(NODE, true, Optional.of(store));
    }

    private static PlannedImage image(Role role, String reference, long size) throws ImageException {
        ImageReference parsed = ImageReference.parse(reference);
        ImageInfo info = ImageInfo.builder().size(size).build();
        return planned(role, parsed).toBuilder()
                .preview(FetchPreview.builder(service(), parsed, info)
                        .reason("new")
                        .space(OptionalLong.of(size))
                        .build())
                .build();
    }

    private static PlannedImage local(Path file, long size) throws ImageException {
        ImageReference reference = ImageReference.parse(file.toUri().toString());
        ImageInfo info = ImageInfo.builder().size(size).cacheable(false).build();
        return planned(Role.IMAGE, reference).toBuilder()
                .preview(FetchPreview.builder(service(), reference, info)
                        .reason("local")
                        .space(OptionalLong.of(size))
                        .build())
                .build();
    }

    private static PlannedImage held(Role role, String reference, long size) throws ImageException {
        ImageReference parsed = ImageReference.parse(reference);
        ImageInfo info = ImageInfo.builder().size(size).build();
        return planned(role, parsed).toBuilder()
                .preview(FetchPreview.builder(service(), parsed, info)
                        .held(true)
                        .reason("held")
                        .space(OptionalLong.of(size))
                        .build())
                .build();
    }

    private static PlannedImage unknown() throws ImageException {
        return planned(Role.KERNEL, ImageReference.parse("http://a/kernel"));
    }

    private static PlannedImage planned(Role role, ImageReference reference) {
        FetchRequest fetch = FetchRequest.of(ImageRequest.of(reference), Path.of("/nowhere"));
        return PlannedImage.builder(role, role.text(), fetch).build();
    }

    private static SchemeInfo service() {
        return new SchemeInfo("http", "test", "1");
    }
}
