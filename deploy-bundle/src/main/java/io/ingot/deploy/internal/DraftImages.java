// SPDX-License-Identifier: Apache-2.0
package io.ingot.deploy.internal;

import io.ingot.common.text.Printable;
import io.ingot.deploy.internal.field.Field;
import io.ingot.deploy.internal.field.Findings;
import io.ingot.deploy.internal.rule.ClaimedChecksum;
import io.ingot.deploy.internal.rule.CredentialAudience;
import io.ingot.deploy.internal.rule.ImageProperties;
import io.ingot.deploy.internal.rule.PreparedFileName;
import io.ingot.deploy.internal.rule.SourceFacts;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageReference;
import io.ingot.image.ImageRequest;
import io.ingot.image.client.ChecksumFileRequest;
import io.ingot.image.client.ExpectedChecksum;
import io.ingot.image.client.FetchRequest;
import io.ingot.image.deploy.BootOption;
import io.ingot.image.deploy.DeploymentRequest;
import io.ingot.image.deploy.PlannedImage;
import io.ingot.image.deploy.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Builds the images of a plan, before their fetches are previewed. */
record DraftImages(
        DeploymentRequest request,
        BootOption boot,
        CredentialAudience audience,
        Optional<String> architecture,
        List<ClaimedChecksum> checksums,
        Optional<String> credentials,
        Function<ImageReference, Optional<String>> configuredCredentials,
        Path folder,
        Findings findings) {
    List<PlannedImage> images(
            Map<Role, ImageReference> needed,
            SourceFacts source,
            ImageProperties properties,
            Optional<String> diskFormat) {
        Optional<Role> checksummed = checksummedRole(needed);
        if (checksummed.isEmpty() && !checksums.isEmpty() && !findings.hasProblem(Role.IMAGE.field())) {
            findings.warn("the checksum is not compared: this deployment has neither image_source nor boot_iso");
        }
        List<PlannedImage> images = new ArrayList<>();
        needed.forEach((role, reference) -> {
            List<ExpectedChecksum> expected = checksummed.filter(role::equals).isPresent()
                    ? checksums.stream().map(ClaimedChecksum::checksum).toList()
                    : List.of();
            String file = PreparedFileName.of(role, boot, properties, findings);
            FetchRequest fetch = fetchRequest(reference, file, expected);
            PlannedImage.Builder image = PlannedImage.builder(role, file, fetch).expected(expected);
            credentials(fetch.image()).ifPresent(image::credentials);
            Optional<String> format = role == Role.IMAGE
                    ? format(diskFormat.or(() -> properties.value("disk_format")), source)
                    : Optional.empty();
            format.ifPresent(image::format);
            images.add(image.build());
        });
        return List.copyOf(images);
    }

    /**
     * The name of the credentials for a request: the deployment's; or those configured for the image's location, unless
     * the request or its URL has credentials.
     */
    private Optional<String> credentials(ImageRequest image) {
        ImageReference reference = image.reference();
        if (credentials.isPresent() && audience.includes(reference)) {
            return credentials;
        }
        boolean hasOwn = image.credentials().isPresent() || reference.userInfo().isPresent();
        return hasOwn ? Optional.empty() : configuredCredentials.apply(reference);
    }

    /** The role that the checksums are for: the image or, without one, the ISO image. */
    private static Optional<Role> checksummedRole(Map<Role, ImageReference> needed) {
        for (Role role : List.of(Role.IMAGE, Role.BOOT_ISO)) {
            if (needed.containsKey(role)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    private FetchRequest fetchRequest(ImageReference reference, String file, List<ExpectedChecksum> expected) {
        ImageRequest anyArchitecture = audience.request(reference);
        ImageRequest image = architecture.map(anyArchitecture::architecture).orElse(anyArchitecture);
        FetchRequest fetch = FetchRequest.of(image, folder.resolve(file)).options(request.options());
        for (ExpectedChecksum checksum : expected) {
            if (checksum instanceof ExpectedChecksum.Known known) {
                fetch = fetch.checksum(known.checksum());
            } else if (checksum instanceof ExpectedChecksum.InFile inFile) {
                fetch = fetch.checksumFile(
                        new ChecksumFileRequest(audience.request(inFile.file()), inFile.algorithm()));
            }
        }
        return fetch;
    }

    private Optional<String> format(Optional<String> given, SourceFacts source) {
        Optional<String> catalogued =
                source.info().flatMap(ImageInfo::diskFormat).map(format -> format.toLowerCase(Locale.ROOT));
        if (given.isPresent() && catalogued.isPresent() && !given.equals(catalogued)) {
            findings.warn(Field.DISK_FORMAT + " is " + Printable.quoted(given.get()) + ", the catalogue says "
                    + Printable.quoted(catalogued.get()) + "; " + Field.DISK_FORMAT + " is used");
        }
        return given.or(() -> catalogued);
    }
}
