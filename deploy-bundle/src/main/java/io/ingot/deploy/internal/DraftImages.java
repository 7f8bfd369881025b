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

/** The images of a plan, before anybody is asked what a fetch of them would do. */
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
            Map<Role, ImageReference> needed, SourceFacts source, ImageProperties properties, Optional<String> said) {
        Optional<Role> checked = checksummedRole(needed);
        if (checked.isEmpty() && !checksums.isEmpty() && !findings.hasProblem(Role.IMAGE.field())) {
            findings.warn("the checksum is not compared: it is that of an image, and there is none in this deployment");
        }
        List<PlannedImage> images = new ArrayList<>();
        needed.forEach((role, reference) -> {
            List<ExpectedChecksum> expected = checked.filter(role::equals).isPresent()
                    ? checksums.stream().map(ClaimedChecksum::checksum).toList()
                    : List.of();
            String file = PreparedFileName.of(role, boot, properties, findings);
            FetchRequest wanted = fetchRequest(reference, file, expected);
            PlannedImage.Builder image =
                    PlannedImage.builder(role, file, wanted).expected(expected);
            credentials(wanted.image()).ifPresent(image::credentials);
            Optional<String> format = role == Role.IMAGE
                    ? format(said.or(() -> properties.value("disk_format")), source)
                    : Optional.empty();
            format.ifPresent(image::format);
            images.add(image.build());
        });
        return List.copyOf(images);
    }

    /** Those that are configured for where an image lies are used where neither the request nor its URL brings any. */
    private Optional<String> credentials(ImageRequest asked) {
        ImageReference reference = asked.reference();
        if (credentials.isPresent() && audience.includes(reference)) {
            return credentials;
        }
        boolean brought =
                asked.credentials().isPresent() || reference.userInfo().isPresent();
        return brought ? Optional.empty() : configuredCredentials.apply(reference);
    }

    /** Whose checksum is named: the image's, or where there is none, the ISO image's. */
    private static Optional<Role> checksummedRole(Map<Role, ImageReference> needed) {
        for (Role role : List.of(Role.IMAGE, Role.BOOT_ISO)) {
            if (needed.containsKey(role)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    private FetchRequest fetchRequest(ImageReference reference, String file, List<ExpectedChecksum> expected) {
        ImageRequest asked = audience.request(reference);
        ImageRequest image = architecture.map(asked::architecture).orElse(asked);
        FetchRequest wanted = FetchRequest.of(image, folder.resolve(file)).options(request.options());
        for (ExpectedChecksum sum : expected) {
            if (sum instanceof ExpectedChecksum.Known known) {
                wanted = wanted.checksum(known.checksum());
            } else if (sum instanceof ExpectedChecksum.InFile inFile) {
                wanted = wanted.checksumFile(
                        new ChecksumFileRequest(audience.request(inFile.file()), inFile.algorithm()));
            }
        }
        return wanted;
    }

    private Optional<String> format(Optional<String> said, SourceFacts source) {
        Optional<String> catalogues =
                source.info().flatMap(ImageInfo::diskFormat).map(format -> format.toLowerCase(Locale.ROOT));
        if (said.isPresent() && catalogues.isPresent() && !said.equals(catalogues)) {
            findings.warn(Field.DISK_FORMAT + " is " + Printable.quoted(said.get()) + ", the catalogue says "
                    + Printable.quoted(catalogues.get()) + ": the former is taken");
        }
        return said.or(() -> catalogues);
    }
}
