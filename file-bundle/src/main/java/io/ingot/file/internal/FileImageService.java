// SPDX-License-Identifier: Apache-2.0
package io.ingot.file.internal;

import static io.ingot.image.spi.Scheme.Authority.NAME;

import io.ingot.access.AccessPolicy;
import io.ingot.file.internal.path.AllowedPath;
import io.ingot.file.internal.path.FileReference;
import io.ingot.file.internal.read.FileBytes;
import io.ingot.file.internal.read.OpenFile;
import io.ingot.image.Call;
import io.ingot.image.ImageException;
import io.ingot.image.ImageInfo;
import io.ingot.image.ImageRequest;
import io.ingot.image.spi.ImageService;
import io.ingot.image.spi.ImageSource;
import io.ingot.image.spi.Scheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** Reads local files as images, where the policy allows it. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@Scheme(value = "file", authority = NAME)
public final class FileImageService implements ImageService {
    private final AllowedPath allowedPath;
    private final Clock clock;

    /** A service that checks paths against a policy. */
    @Activate
    public FileImageService(@Reference AccessPolicy policy) {
        this(policy, Clock.systemUTC());
    }

    FileImageService(AccessPolicy policy, Clock clock) {
        this.allowedPath = new AllowedPath(policy);
        this.clock = clock;
    }

    /** Opens the file, since only that shows whether it can be read. */
    @Override
    public ImageInfo show(ImageRequest request, Call call) throws ImageException {
        try (OpenFile file = openFile(request, call)) {
            return file.describe(clock.instant());
        } catch (IOException e) {
            throw ImageException.from(e, "closing the file of " + request.reference());
        }
    }

    @Override
    public ImageSource open(ImageRequest request, ImageInfo info, Call call) throws ImageException {
        OpenFile file = openFile(request, call);
        FileBytes bytes = new FileBytes(file);
        if (!file.matches(info)) {
            bytes.close();
            throw ImageException.versionChange(request.reference() + " has changed since its metadata was read");
        }
        return bytes;
    }

    private OpenFile openFile(ImageRequest request, Call call) throws ImageException {
        call.check();
        Path requested = FileReference.path(request.reference());
        Path real = allowedPath.resolve(requested);
        try {
            return OpenFile.open(real, call);
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw AllowedPath.unreachable(requested, e);
        }
    }
}
